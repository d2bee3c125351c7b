package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import java.util.List;

/**
 * {@code confirm:} of a Restore, what is shown and has to be typed before anything is touched.
 *
 * @param show what is shown
 * @param phrase what has to be typed
 */
@Doc("What is shown and has to be typed before anything is touched.")
public record Confirm(
    @Doc(value = "What is shown first.", example = "[contents, differences]")
        @Default("[contents, differences]")
        List<Show> show,
    @Doc(value = "What has to be typed, or given as --confirm.", example = "${plan.name}")
        @Default("${plan.name}")
        String phrase) {

  /** What is shown before confirming. */
  public enum Show {
    /** What is in the set. */
    CONTENTS,
    /** What is in the target now, and how it differs. */
    DIFFERENCES,
    /** Between which moments a recovery can end. */
    RECOVERY_WINDOW
  }
}
