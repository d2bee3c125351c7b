package io.backstay.connectors.databases;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names beside the name of a live database, which every server takes as they are. */
public final class SideName {
  private static final int LONGEST_NAME = 63;
  private static final int KEPT_OF_LONG_NAMES = 32;

  private SideName() {}

  /** The successor while it is filled. */
  public static String incoming(String live) {
    return beside(live, "_incoming");
  }

  /** The database as it was before a run. */
  public static String before(String live, String stamp) {
    return beside(live, "_before_" + stamp);
  }

  // The server would cut a name that is too long, and two names could become one.
  private static String beside(String live, String ending) {
    String name = live + ending;
    if (name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME) {
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
