package io.backstay.connectors.redis;

import java.nio.charset.StandardCharsets;

/**
 * By which a database beside a live one is known.
 *
 * @param database its number
 * @param incoming whether it is to become live; otherwise it was
 * @param live the number of the live one
 * @param run of which run
 * @param holds what else it holds: {@code functions} that come along, those of {@code before}
 */
record Mark(int database, boolean incoming, int live, String run, String holds) {
  /** The key in which it is. */
  static final String KEY = "backstay:beside";

  /** Libraries of functions that come along. */
  static final String FUNCTIONS = "functions";

  /** Libraries of functions as they were. */
  static final String BEFORE = "before";

  /** Reads what the script says of it. */
  static Mark of(String line) {
    String[] parts = line.split(" ");
    return new Mark(
        Integer.parseInt(parts[0]),
        parts[1].equals("incoming"),
        Integer.parseInt(parts[2]),
        parts[3],
        parts[4]);
  }

  /** Whether this is the key of a mark, as it is written in a snapshot. */
  static boolean is(byte[] key) {
    return key.length == KEY.length() + 1
        && key[0] == KEY.length()
        && new String(key, 1, key.length - 1, StandardCharsets.ISO_8859_1).equals(KEY);
  }
}
