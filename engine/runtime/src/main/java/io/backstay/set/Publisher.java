package io.backstay.set;

import io.backstay.program.Program.PlanInfo;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Failure;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Store;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings a staged set into a store. Artifacts go first and the manifest last, so that until then
 * nothing of the set can be listed, and afterwards all of it. When it does not succeed, what was
 * put is taken out again; after a crash {@link Pruner#sweep} does that.
 *
 * <p>Whoever calls holds the lock of the plan.
 */
public final class Publisher {
  private final SetCatalog catalog;
  private final Store.Writer writer;
  private final Pruner pruner;
  private final Clock clock;

  /**
   * A publisher.
   *
   * @param catalog of the plan in the store
   * @param store access to the same store
   * @param host this host's name, as runs record it
   * @param clock the time
   */
  public Publisher(SetCatalog catalog, Store.Writer store, String host, Clock clock) {
    this.catalog = catalog;
    this.writer = catalog.layout().rules().applied(store);
    this.pruner = new Pruner(catalog, writer, host, clock);
    this.clock = clock;
  }

  /**
   * What a set is made from.
   *
   * @param plan the Backup
   * @param run the run that makes it
   * @param version of backstay
   * @param base the set an incremental one builds on; null for one that stands alone
   */
  public record Making(PlanInfo plan, RunInfo run, String version, Manifest.@Nullable Link base) {}

  /**
   * Publishes artifacts of a staged set, and marks the set as written.
   *
   * @param which patterns over logical names
   * @return the set as the store has it now
   * @throws Failure when the patterns mean nothing, when something is in the way, or when the store
   *     refuses; the store is then as it was
   */
  public KnownSet publish(Making making, StagedSet staged, List<Artifacts> which) {
    List<Manifest.Artifact> artifacts = chosen(staged, which);
    return publish(
        previous ->
            Assembly.manifest(making, catalog, staged, artifacts, previous, clock.instant()),
        staged,
        artifacts.size() + " artifacts");
  }

  /**
   * Publishes what is staged for a manifest.
   *
   * @param draft the manifest, without a signature, that names the newest set of the store
   * @param mark what is written down about it
   * @return the set as the store has it now
   * @throws Failure as for the other
   */
  KnownSet publish(
      Function<Manifest.@Nullable Link, Manifest> draft, StagedSet staged, String mark) {
    pruner.sweep();
    Manifest.Link previous =
        catalog.list().sets().stream()
            .filter(set -> set.signer().trusted())
            .findFirst()
            .map(KnownSet::link)
            .orElse(null);
    // Read back at once: this version never writes what it would not read.
    Manifest manifest = Manifest.read(draft.apply(previous).signed(catalog.trust().keys()).bytes());
    Latest.demandTarget(catalog.layout(), manifest);
    String key = catalog.layout().manifest(manifest.path(), manifest.id());
    Path file = written(staged, manifest);
    refuseWhatIsInTheWay(manifest, key);
    try {
      pruner.announce(manifest, key);
      catalog.ledger().enter(manifest);
      putContent(staged, manifest);
      MarkLog marks = commit(manifest, key, file, mark);
      Signer self = manifest.signer(catalog.trust().keys().vouching());
      return KnownSet.of(manifest, key, self, marks);
    } catch (RuntimeException failure) {
      takeBack(manifest, key, failure);
      throw failure;
    }
  }

  private static List<Manifest.Artifact> chosen(StagedSet staged, List<Artifacts> which) {
    List<Manifest.Artifact> all = staged.artifacts();
    for (Artifacts pattern : which) {
      boolean hit = all.stream().anyMatch(a -> pattern.matches(a.name()));
      if (!hit && (pattern.all() || !pattern.glob())) {
        throw Failure.of("R707", "there is no artifact `" + pattern.pattern() + "` to upload");
      }
    }
    List<Manifest.Artifact> chosen =
        all.stream().filter(a -> which.stream().anyMatch(p -> p.matches(a.name()))).toList();
    if (chosen.isEmpty()) {
      throw Failure.of("R707", "no artifact matches, so there is nothing to upload");
    }
    return chosen;
  }

  private static Path written(StagedSet staged, Manifest manifest) {
    try {
      Path file = Files.createTempFile(staged.directory(), ".manifest-", ".json");
      Files.write(file, manifest.bytes());
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      return file;
    } catch (IOException e) {
      throw Failure.of("R705", "cannot write a manifest to `" + staged.directory() + "`")
          .because(e);
    }
  }

  /** What exists before was not put by this run, so taking back must never reach it. */
  private void refuseWhatIsInTheWay(Manifest manifest, String key) {
    List<String> keys = new ArrayList<>(Pruner.keys(manifest));
    keys.add(key);
    Optional<String> taken = keys.stream().filter(k -> writer.stat(k).isPresent()).findFirst();
    if (taken.isPresent()) {
      throw Failure.of("R710", "store `" + catalog.store() + "` already has `" + taken.get() + "`")
          .help("put ${run.stamp} into the set's path or the artifact's name");
    }
  }

  private void putContent(StagedSet staged, Manifest manifest) {
    for (Manifest.Artifact artifact : manifest.artifacts()) {
      String key = SetLayout.artifact(manifest.path(), artifact.stored());
      put(key, staged.file(artifact.stored()), artifact.bytes());
      artifact.code().ifPresent(code -> put(code, staged, manifest));
      Manifest.Inventory list = artifact.inventory();
      if (list != null) {
        put(list, staged, manifest);
      }
    }
  }

  private void put(Sealed.Code code, StagedSet staged, Manifest manifest) {
    String key = SetLayout.artifact(manifest.path(), code.name());
    put(key, staged.file(code.name()), code.text().length());
  }

  private void put(Manifest.Inventory list, StagedSet staged, Manifest manifest) {
    String where = SetLayout.inventory(manifest.id(), list.name());
    put(where, staged.inventory(list.name()), list.bytes());
    list.code()
        .ifPresent(
            code -> {
              String beside = SetLayout.inventory(manifest.id(), code.name());
              put(beside, staged.inventory(code.name()), code.text().length());
            });
  }

  private void put(String key, Path file, long bytes) {
    writer.put(key, file);
    long stored = writer.stat(key).map(Store.Stored::bytes).orElse(-1L);
    if (stored != bytes) {
      throw Failure.of(
          "R711",
          "store `"
              + catalog.store()
              + "` has "
              + stored
              + " bytes of `"
              + key
              + "`, not "
              + bytes);
    }
  }

  /** The marks stand before the set does: a set without them was not committed here. */
  private MarkLog commit(Manifest manifest, String key, Path file, String mark) {
    Mark written = new Mark(Mark.Kind.WRITTEN, clock.instant(), manifest.id(), mark);
    MarkLog marks = MarkLog.empty(manifest.digest()).and(written, catalog.trust().keys());
    String marksKey = SetLayout.marks(manifest.id());
    writer.replace(marksKey, marks.bytes());
    catalog.demand(marksKey, marks.bytes());
    writer.put(key, file);
    // Without its manifest it is no set, whatever the store has said about taking it.
    catalog.demand(key, manifest.bytes());
    catalog.ledger().marked(manifest.id(), marks);
    try {
      writer.delete(SetLayout.pending(manifest.id()));
    } catch (Failure e) {
      // The set exists; the next sweep sees that and removes the record.
    }
    return marks;
  }

  private void takeBack(Manifest manifest, String key, RuntimeException cause) {
    try {
      writer.delete(key);
      pruner.clear(manifest.id(), Pruner.keys(manifest), catalog.spokenFor(Set.of()));
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
