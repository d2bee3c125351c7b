package io.backstay.connectors.stores.s3;

import java.util.Locale;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects that a bucket has promised to keep. */
final class Locks {
  static final String HELP =
      "the bucket keeps it until its retention ends or its legal hold is lifted; let `retention`"
          + " keep sets at least as long";

  private Locks() {}

  /** Whether it is such a promise that stands in the way. */
  static boolean hold(S3Exception e) {
    String said = (Trouble.code(e) + " " + e.getMessage()).toLowerCase(Locale.ROOT);
    return said.contains("objectlock")
        || said.contains("object lock")
        || said.contains("objectunderretention")
        || said.contains("worm protected");
  }
}
