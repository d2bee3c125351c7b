package io.backstay.connectors.postgres;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names beside the name of a live database. */
final class SideName {
  private static final int KEPT_OF_LONG_NAMES = 32;

  private SideName() {}

  /** The successor while it is filled. */
  static String incoming(String live) {
    return beside(live, "_incoming");
  }

  /** The database as it was before a run. */
  static String before(String live, String stamp) {
    return beside(live, "_before_" + stamp);
  }

  // The server would cut a name that is too long, and two names could become one.
  private static String beside(String live, String ending) {
    String name = live + ending;
    if (Sql.fits(name)) {
      return name;
    }
    UUID digest = UUID.nameUUIDFromBytes(live.getBytes(StandardCharsets.UTF_8));
    String start = live;
    while (start.getBytes(StandardCharsets.UTF_8).length > KEPT_OF_LONG_NAMES) {
      start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
    }
    return start + "~" + digest.toString().substring(0, 6) + ending;
  }
}
