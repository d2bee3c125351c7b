package io.backstay.connectors.redis;

import java.util.Map;
import java.util.Optional;

/**
 * The kinds of things in a snapshot, and how they are written, one letter after another: {@code l}
 * a length, {@code s} a text, {@code d} a number in decimal, a digit so many bytes, {@code M} what
 * a module has written, {@code k} a kind, and in brackets what follows a length as often as it
 * says.
 */
final class Kinds {
  /** What comes before everything else. */
  static final int HEADER = -1;

  /** Something about the server, a name and a value. */
  static final int ABOUT = 250;

  /** What a module keeps beside keys. */
  static final int MODULE = 247;

  /** A library of functions. */
  static final int LIBRARY = 245;

  /** When the next key expires, in milliseconds. */
  static final int EXPIRES_MILLIS = 252;

  /** When the next key expires, in seconds. */
  static final int EXPIRES_SECONDS = 253;

  /** In which database the next keys are. */
  static final int DATABASE = 254;

  /** The end, and the checksum of everything. */
  static final int END = 255;

  private static final Map<Integer, String> OTHERS =
      Map.ofEntries(
          Map.entry(HEADER, "81"),
          Map.entry(244, "lll"),
          Map.entry(LIBRARY, "s"),
          Map.entry(MODULE, "lllM"),
          Map.entry(248, "l"),
          Map.entry(249, "1"),
          Map.entry(ABOUT, "ss"),
          Map.entry(251, "ll"),
          Map.entry(EXPIRES_MILLIS, "8"),
          Map.entry(EXPIRES_SECONDS, "4"),
          Map.entry(DATABASE, "l"),
          Map.entry(END, "8"));

  private Kinds() {}

  /** How a value is written. */
  static Optional<String> value(int kind) {
    return Optional.ofNullable(
        switch (kind) {
          // Texts, and lists, sets and hashes that are small enough to be written as one.
          case 0, 9, 10, 11, 12, 13, 16, 17, 20 -> "s";
          case 1, 2, 14 -> "(s)";
          case 3 -> "(sd)";
          case 4 -> "(ss)";
          case 5 -> "(s8)";
          case 7 -> "lM";
          case 18 -> "(ls)";
          // Streams, their groups and consumers; each version tells more.
          case 15 -> "(ss)lll(sll(888l)(s8(88)))";
          case 19 -> "(ss)llllllll(slll(888l)(s8(88)))";
          case 21 -> "(ss)llllllll(slll(888l)(s88(88)))";
          // Hashes whose fields expire.
          case 24 -> "8(lss)";
          case 25 -> "8s";
          default -> null;
        });
  }

  /** How anything else is written. */
  static Optional<String> other(int kind) {
    return Optional.ofNullable(OTHERS.get(kind));
  }
}
