package io.backstay.drills.report;

import io.backstay.set.Selection;
import io.backstay.spi.Seal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The set that was restored.
 *
 * @param id its id
 * @param store where it was
 * @param level how far it was proven before
 * @param copies how many stores have it
 * @param type of backup
 * @param pick how it was chosen
 * @param draw how chance has chosen it; null when it has not
 * @param startedAt the moment its data is of
 * @param finishedAt when it was committed
 * @param host where it was made
 * @param signer who vouches for it
 * @param lockedUntil until when nobody can delete it; null when its store does not promise that
 * @param tools versions of what made it
 * @param artifacts its files
 */
record Taken(
    String id,
    String store,
    String level,
    int copies,
    String type,
    String pick,
    Selection.@Nullable Draw draw,
    Instant startedAt,
    Instant finishedAt,
    String host,
    String signer,
    @Nullable Instant lockedUntil,
    Map<String, String> tools,
    List<Artifact> artifacts) {
  /** What keeps it, in a few words; empty when nothing does. */
  String locked() {
    return lockedUntil == null ? "" : ", locked until " + Times.text(lockedUntil);
  }

  /** How it was chosen, in a few words. */
  String picked() {
    return draw == null ? pick : "%s, of %d by seed %d".formatted(pick, draw.of(), draw.seed());
  }

  /**
   * A file of a set.
   *
   * @param name its name
   * @param bytes how long it is as it is stored
   * @param sha256 of the stored bytes
   * @param plain the same of its content; null where a list of its members has that of each
   * @param sealed how it is encrypted; null when it is not
   */
  record Artifact(
      String name, long bytes, String sha256, @Nullable String plain, @Nullable Seal sealed) {}
}
