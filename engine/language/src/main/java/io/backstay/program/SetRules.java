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
 * @param owner whom stored files belong to, {@code user:group}; null for whoever runs it
 * @param latest name of a link to the newest set beside it; null for none
 * @param history a file that gets a line for each set; null for none
 * @param audit a file that gets lines for each run; null for none
 * @param base the type of the set that this run's builds on; null for one that stands alone
 * @param builtOn whether sets of another type build on those of this run's
 * @param sealings how the Backup encrypts its artifacts, which says what opens them
 */
public record SetRules(
    String path,
    String searchPrefix,
    @Nullable String manifest,
    int fileMode,
    int directoryMode,
    @Nullable String owner,
    @Nullable String latest,
    @Nullable Path history,
    @Nullable Path audit,
    @Nullable String base,
    boolean builtOn,
    List<Sealing> sealings) {
  /** Copies the list. */
  public SetRules {
    sealings = List.copyOf(sealings);
  }

  /** Of a set that stands alone. */
  public SetRules(
      String path,
      String searchPrefix,
      @Nullable String manifest,
      int fileMode,
      int directoryMode,
      @Nullable String latest) {
    this(
        path,
        searchPrefix,
        manifest,
        fileMode,
        directoryMode,
        null,
        latest,
        null,
        null,
        null,
        false,
        List.of());
  }

  /** The same in a store where each run has a place of its own: sets of all are looked for. */
  public SetRules in(Store store) {
    String below = store.below();
    return below.isEmpty() ? this : at(below + path, "", sealings);
  }

  /** The same for sets of which no file of this host is told. */
  SetRules unheardOf() {
    return new SetRules(
        path,
        searchPrefix,
        manifest,
        fileMode,
        directoryMode,
        owner,
        latest,
        null,
        null,
        base,
        builtOn,
        sealings);
  }

  /** The same with what opens them. */
  public SetRules with(List<Sealing> openers) {
    return at(path, searchPrefix, openers);
  }

  private SetRules at(String there, String search, List<Sealing> openers) {
    return new SetRules(
        there,
        search,
        manifest,
        fileMode,
        directoryMode,
        owner,
        latest,
        history,
        audit,
        base,
        builtOn,
        openers);
  }

  /** Whether there is, or may be, another set of which this run's leaves something out. */
  public boolean inChains() {
    return base != null || builtOn;
  }

  /** The same access, but what it creates is as these rules have it. */
  public Store.Writer applied(Store.Writer writer) {
    Store.Writer allowed = writer.permissions(fileMode, directoryMode);
    return owner == null ? allowed : allowed.owner(owner);
  }
}
