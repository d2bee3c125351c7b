package io.backstay.run;

import io.backstay.program.Program;
import io.backstay.run.stream.StoredFile;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.set.Selection;
import io.backstay.set.SetCatalog;
import io.backstay.set.SetContent;
import io.backstay.set.SetLayout;
import io.backstay.set.StagedSet;
import io.backstay.set.Trust;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.Sealing;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sets a run has to do with: the one it stages, its copies in stores, the one it restores. */
final class RunSets {
  private final Program program;
  private final StagedSet staged;
  private final Map<String, KnownSet> copies = new ConcurrentHashMap<>();
  private final Set<String> proven = ConcurrentHashMap.newKeySet();
  private final Set<String> linked = ConcurrentHashMap.newKeySet();
  private final Set<String> unread = ConcurrentHashMap.newKeySet();
  private final Map<String, Sealing> sealings = new ConcurrentHashMap<>();
  private final Map<String, String> rehearsed = new ConcurrentHashMap<>();
  private final RunHistory history;
  private final Trust trust;
  private volatile Selection.@Nullable Chosen chosen;
  private volatile @Nullable BaseSet base;
  private volatile boolean failed;

  RunSets(Program program, StagedSet staged, RunHistory history, Trust trust) {
    this.program = program;
    this.staged = staged;
    this.history = history;
    this.trust = program.makesItsOwnSet() ? trust.forgetful() : trust;
  }

  Trust trust() {
    return trust;
  }

  /** The run makes no set, or one that is not to be relied on. */
  void fail() {
    failed = true;
  }

  /**
   * Whether there is no new set to rely on: this run failed or, when it makes none itself, the
   * newest that was to make one.
   */
  boolean failed() {
    boolean makes = program.plan().kind().equals("Backup");
    return failed || (!makes && history.newestBackupFailed(program.plan().backup()));
  }

  /** The stores this run has put its set into. */
  List<StoreRef> published() {
    String own = program.run().id();
    return stores().stream()
        .filter(
            store -> {
              KnownSet copy = copies.get(store.name());
              return copy != null && copy.id().equals(own);
            })
        .toList();
  }

  StagedSet staged() {
    return staged;
  }

  /** The set a Restore takes, once it is chosen. */
  Optional<Selection.Chosen> chosen() {
    return Optional.ofNullable(chosen);
  }

  void choose(Selection.Chosen set) {
    chosen = set;
  }

  /** The set that the one of this run builds on is known. */
  void buildOn(BaseSet set) {
    base = set;
  }

  /** The set that the one of this run builds on; empty when it stands alone. */
  Optional<BaseSet> base() {
    return Optional.ofNullable(base);
  }

  /**
   * The same, which has to be a certain one.
   *
   * @throws Failure when it is another one
   */
  BaseSet base(String id) {
    return base()
        .filter(set -> set.id().equals(id))
        .orElseThrow(() -> Failure.of("R717", "this run does not build on set `" + id + "`"));
  }

  /** The copy in a store is known, or known better. */
  void found(StoreRef store, KnownSet copy) {
    copies.put(store.name(), copy);
  }

  Program program() {
    return program;
  }

  /** The plan's stores, in its order. */
  List<StoreRef> stores() {
    return program.resources().keySet().stream()
        .filter(ref -> ref.kind() == Ref.Kind.STORE)
        .map(ref -> new StoreRef(ref.name()))
        .toList();
  }

  Store store(StoreRef ref) {
    return (Store) program.resource(Ref.of(ref));
  }

  /** The plan's sets in a store. */
  SetCatalog catalog(StoreRef ref, Look look) {
    return new SetCatalog(
        program.plan().backup(),
        ref.name(),
        new SetLayout(program.sets().in(store(ref))),
        store(ref).reader(look),
        trust);
  }

  /** The copy of this run's set in a store: the one it put there, or the one it restores. */
  KnownSet in(StoreRef ref, Look look) {
    KnownSet known = copies.get(ref.name());
    return known == null ? listed(ref, look) : known;
  }

  private KnownSet listed(StoreRef ref, Look look) {
    KnownSet copy =
        chosen()
            .flatMap(set -> catalog(ref, look).list().find(set.set().id()))
            .orElseThrow(
                () ->
                    Failure.of("R140", "this run's set is not in store `" + ref.name() + "`")
                        .help("check `in:` after the `upload` to that store"));
    found(ref, copy);
    return copy;
  }

  SetContent content(StoreRef ref, Look look) {
    return new SetContent(in(ref, look), store(ref).reader(look));
  }

  /**
   * An artifact was brought here as another name of the stored file.
   *
   * @param read whether its bytes are proven
   */
  void link(String artifact, boolean read) {
    linked.add(artifact);
    if (read) {
      proven.add(artifact);
    }
  }

  /** The store whose very file a staged artifact is; empty when it is a copy. */
  Optional<StoreRef> storeOf(String artifact) {
    return chosen()
        .filter(set -> linked.contains(artifact))
        .map(set -> new StoreRef(set.set().manifest().store()));
  }

  /** A staged artifact was encrypted. */
  void sealed(String artifact, Sealing how) {
    sealings.put(artifact, how);
    proven.remove(artifact);
  }

  /** How staged artifacts were encrypted. */
  Collection<Sealing> sealings() {
    return sealings.values();
  }

  /** Whether a staged artifact was encrypted in this way. */
  boolean isSealedBy(String artifact, Sealing how) {
    return how.equals(sealings.get(artifact));
  }

  /** These very bytes of an artifact were loaded, and compared with what they came from. */
  void rehearsed(Manifest.Artifact artifact) {
    rehearsed.put(artifact.name(), artifact.sha256());
  }

  /** Whether an artifact has the very bytes that were rehearsed. */
  boolean isRehearsed(Manifest.Artifact artifact) {
    return artifact.sha256().equals(rehearsed.get(artifact.name()));
  }

  /** Of an artifact that was brought here only the bytes are proven until it is unpacked. */
  void unread(String artifact) {
    unread.add(artifact);
  }

  /** Whether an artifact was left to be read when it is unpacked. */
  boolean isUnread(String artifact) {
    return unread.contains(artifact);
  }

  /**
   * A staged archive for who proves every member of it; its own digest is taken once in a run, and
   * not again.
   */
  StoredFile archive(Manifest.Artifact artifact) {
    StoredFile file = new StagedFiles(staged).of(artifact);
    return proven.contains(artifact.name()) ? file.unproven() : file;
  }

  /**
   * The staged file of an artifact, its bytes proven, for programs of others: a file of its own,
   * since nobody knows what they do to it.
   *
   * @throws Failure when it is not one artifact, or not the bytes that were staged
   */
  Path proven(String name) {
    Manifest.Artifact artifact = staged.artifact(new Artifacts(name));
    Path file = staged.file(artifact.stored());
    if (linked.remove(artifact.name())) {
      proven.remove(artifact.name());
      staged.unlink(artifact.stored());
    }
    if (!proven.contains(artifact.name())) {
      Proof.demand(file, artifact.sha256());
      proven.add(artifact.name());
    }
    return file;
  }

  /** Takes artifacts of a failed attempt out again, with their files. */
  void drop(List<String> artifacts) {
    artifacts.forEach(
        name -> {
          staged.drop(name);
          proven.remove(name);
          linked.remove(name);
          unread.remove(name);
          sealings.remove(name);
        });
  }
}
