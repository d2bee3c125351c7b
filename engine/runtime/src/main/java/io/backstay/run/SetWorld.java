package io.backstay.run;

import io.backstay.run.stream.StoredFile;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.set.Sealed;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Secret;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a check of a run may look at: declared things, and one copy of the run's set. */
final class SetWorld implements CheckWorld {
  private final Run run;
  private final RunSets sets;
  private final Tools look;
  private final @Nullable StoreRef store;
  private final Set<String> proven = ConcurrentHashMap.newKeySet();

  /**
   * A world.
   *
   * @param store the store whose copy is looked at; null for what is staged
   */
  SetWorld(Run run, RunSets sets, Tools look, @Nullable StoreRef store) {
    this.run = run;
    this.sets = sets;
    this.look = look;
    this.store = store;
  }

  @Override
  public List<Artifact> artifacts() {
    return manifested().stream().map(Manifest.Artifact::checked).toList();
  }

  private List<Manifest.Artifact> manifested() {
    return store == null ? sets.staged().artifacts() : sets.in(store, look).manifest().artifacts();
  }

  private Manifest.Artifact manifested(Artifact artifact) {
    return manifested().stream()
        .filter(each -> each.name().equals(artifact.name()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no artifact " + artifact.name()));
  }

  @Override
  public InputStream plain(Artifact artifact) {
    Manifest.Artifact manifested = manifested(artifact);
    Sealed sealed = manifested.sealed();
    try {
      if (sealed != null) {
        return opened(manifested, sealed).open();
      }
      InputStream plain =
          store == null
              ? new StagedFiles(sets.staged()).of(manifested).open()
              : PlainContent.of(sets.content(store, look).stored(manifested), manifested);
      return new WatchedEnd(plain, () -> proven.add(manifested.name()));
    } catch (IOException e) {
      throw StreamFailures.of(e);
    }
  }

  private StoredFile opened(Manifest.Artifact artifact, Sealed sealed) {
    return store == null
        ? openedFiles().of(artifact, sealed, sets.staged())
        : openedFiles().of(artifact, sealed, sets.content(store, look));
  }

  private StoredFile opened(Manifest.Inventory list, Sealed sealed) {
    return store == null
        ? openedFiles().of(list, sealed, sets.staged())
        : openedFiles().of(list, sealed, sets.content(store, look));
  }

  private OpenedFiles openedFiles() {
    String copy = store == null ? "staged" : "from-" + FileNames.of(store.name());
    return new OpenedFiles(
        run.scratch().resolve("opened-" + copy), new Opening(sets, List.of(), look), proven::add);
  }

  @Override
  public InputStream stored(Artifact artifact) {
    Manifest.Artifact manifested = manifested(artifact);
    if (store != null) {
      return sets.content(store, look).unproven(manifested);
    }
    return file(sets.staged().file(manifested.stored()));
  }

  private static InputStream file(Path path) {
    try {
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean proven(Artifact artifact) {
    return proven.contains(artifact.name());
  }

  @Override
  public Verdict readArchive(Artifact artifact) {
    Manifest.Artifact manifested = manifested(artifact);
    Manifest.Inventory list = manifested.inventory();
    if (list == null) {
      return new Verdict.NotApplicable("`" + artifact.name() + "` has no list of its members");
    }
    StoredFile archive = archive(manifested);
    Verdict own = ArchiveProof.of(archive, list(list), look);
    if (own instanceof Verdict.Passed && provesStored(archive, manifested)) {
      proven.add(artifact.name());
    }
    Optional<String> below = BaseSet.below(manifested.facts());
    if (below.isEmpty() || own instanceof Verdict.NotPassed) {
      return own;
    }
    // An archive that has left something out is only as good as what it has left it to: the run
    // that makes it holds against the base's own list, whoever proves it later reads the base.
    BaseSet base = sets.base().orElseGet(this::base);
    return new BaseProof(base, below.get(), look).of(list(list), restored(), own);
  }

  /** What was opened or brought here says nothing about the stored bytes any more. */
  private boolean provesStored(StoredFile file, Manifest.Artifact artifact) {
    Optional<Path> stored =
        store == null
            ? Optional.of(sets.staged().file(artifact.stored()))
            : sets.content(store, look).local(artifact);
    return file.proof() != null && stored.equals(Optional.of(file.file()));
  }

  /** Whoever only verifies a set needs what it builds on no sooner than here. */
  private BaseSet base() {
    return sets.chosen()
        .flatMap(it -> new Bases(run, sets, look).below(it.set()))
        .orElseThrow(() -> Failure.of("R717", "the set names nothing it builds on"));
  }

  private StoredFile archive(Manifest.Artifact artifact) {
    Sealed sealed = artifact.sealed();
    if (sealed != null) {
      return opened(artifact, sealed);
    }
    if (store == null) {
      return sets.archive(artifact);
    }
    StoredFile file = files(store).of(artifact);
    return sets.content(store, look).local(artifact).isPresent() ? file.readFromDisk() : file;
  }

  private StoredFile list(Manifest.Inventory list) {
    Sealed sealed = list.sealed();
    if (sealed != null) {
      return opened(list, sealed);
    }
    return store == null ? new StagedFiles(sets.staged()).of(list) : files(store).of(list);
  }

  private StoreFiles files(StoreRef ref) {
    Path directory = run.scratch().resolve("from-" + FileNames.of(ref.name()));
    return new StoreFiles(sets.content(ref, look), directory, proven::add);
  }

  @Override
  public boolean restored() {
    return sets.chosen().isPresent();
  }

  @Override
  public Facts observe(Ref on, Request request) {
    return run.resource(on).observe(request, look);
  }

  @Override
  public Optional<Object> recorded(String source, String fact) {
    Map<String, Facts> all =
        sets.chosen()
            .map(chosen -> chosen.set().manifest().recorded())
            .orElseGet(sets.staged()::recorded);
    return Optional.ofNullable(all.get(source)).flatMap(facts -> facts.get(fact));
  }

  @Override
  public Optional<Ref> logged() {
    return Optional.ofNullable(sets.program().objectives().log()).map(log -> Ref.of(log.source()));
  }

  @Override
  public Resource resource(Ref ref) {
    return run.resource(ref);
  }

  @Override
  public List<Earlier> earlier() {
    return sets.stores().stream()
        .findFirst()
        .map(first -> sets.catalog(first, look).list().sets())
        .orElse(List.of())
        .stream()
        .filter(set -> !set.id().equals(run.info().id()))
        .map(KnownSet::earlier)
        .toList();
  }

  @Override
  public List<Long> earlierSizes() {
    return sets.stores().stream().findFirst().map(this::sizes).orElse(List.of());
  }

  private List<Long> sizes(StoreRef first) {
    return sets.catalog(first, look).list().sets().stream()
        .filter(set -> !set.id().equals(run.info().id()))
        .filter(set -> set.manifest().plan().type().equals(run.info().type()))
        .filter(KnownSet::usable)
        .map(set -> set.manifest().totalBytes())
        .toList();
  }

  @Override
  public String reveal(Secret secret) {
    return look.reveal(secret);
  }

  @Override
  public Clock clock() {
    return look.clock();
  }

  @Override
  public boolean cancelled() {
    return look.cancelled();
  }
}
