package io.backstay.connectors.postgres;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of the files of a server's log. */
final class Segment {
  private static final int TIMELINE = 8;
  private static final Pattern NAME = Pattern.compile("[0-9A-F]{24}");
  private static final Pattern PLACE = Pattern.compile("([0-9A-F]{1,8})/([0-9A-F]{1,8})");

  private Segment() {}

  /** Whether this is the name of one, and not of another file that is archived with them. */
  static boolean is(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * The one with the byte before a place: of a place between two, servers before 17 call the first
   * and later ones the second.
   *
   * @param here what the server calls the one at the place
   * @param place as the server writes it
   * @param bytes size of each
   */
  static String before(String here, String place, long bytes) {
    Matcher at = PLACE.matcher(place);
    if (!is(here) || !at.matches()) {
      throw new IllegalStateException(here + " at " + place);
    }
    long byteBefore =
        (Long.parseLong(at.group(1), 16) << Integer.SIZE) + Long.parseLong(at.group(2), 16) - 1;
    long number = byteBefore / bytes;
    long each = (1L << Integer.SIZE) / bytes;
    return String.format(
        Locale.ROOT, "%s%08X%08X", here.substring(0, TIMELINE), number / each, number % each);
  }
}
