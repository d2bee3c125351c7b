package io.backstay.program;

import io.backstay.spi.Sealing;
import io.backstay.spi.Store;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sets of a plan are laid out in its stores, evaluated for one run.
 *
 * @param path prefix of a set's keys, ends with a slash; empty for a flat layout
 * @param searchPrefix the part of every set's path that does not depend on the run; where listing
 *     starts
 * @param manifest the manifest's key relative to the path; null puts it at {@code .backstay/<set
 *     id>.json} below the store
 * @param fileMode permissions of stored files, octal
 * @param directoryMode permissions of stored directories, octal
 * @param latest name of a link to the newest set beside it; null for none
 * @param history a file that gets a line for each set; null for none
 * @param base the type of the set that this run's builds on; null for one that stands alone
 * @param sealings how the Backup encrypts its artifacts, which says what opens them
 */
public record SetRules(
    String path,
    String searchPrefix,
    @Nullable String manifest,
    int fileMode,
    int directoryMode,
    @Nullable String latest,
    @Nullable Path history,
    @Nullable String base,
    List<Sealing> sealings) {
  /** Copies the list. */
  public SetRules {
    sealings = List.copyOf(sealings);
  }

  /** Of sets of which nothing is encrypted. */
  public SetRules(
      String path,
      String searchPrefix,
      @Nullable String manifest,
      int fileMode,
      int directoryMode,
      @Nullable String latest,
      @Nullable Path history,
      @Nullable String base) {
    this(path, searchPrefix, manifest, fileMode, directoryMode, latest, history, base, List.of());
  }

  /** Of a set that stands alone. */
  public SetRules(
      String path,
      String searchPrefix,
      @Nullable String manifest,
      int fileMode,
      int directoryMode,
      @Nullable String latest) {
    this(path, searchPrefix, manifest, fileMode, directoryMode, latest, null, null);
  }

  /** The same in a store where each run has a place of its own: sets of all are looked for. */
  public SetRules in(Store store) {
    String below = store.below();
    return below.isEmpty()
        ? this
        : new SetRules(
            below + path, "", manifest, fileMode, directoryMode, latest, history, base, sealings);
  }

  /** The same with what opens them. */
  public SetRules with(List<Sealing> openers) {
    return new SetRules(
        path, searchPrefix, manifest, fileMode, directoryMode, latest, history, base, openers);
  }
}
