package io.backstay.set;

import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sets of one plan in one store. Reads, and changes nothing. */
public final class SetCatalog {
  private static final int LONGEST_MANIFEST = 64 << 20;
  private static final Comparator<KnownSet> NEWEST_FIRST =
      Comparator.comparing((KnownSet s) -> s.manifest().made().startedAt())
          .thenComparing(KnownSet::id)
          .reversed();

  private final String plan;
  private final String store;
  private final SetLayout layout;
  private final Store.Reader reader;

  /**
   * A catalog.
   *
   * @param plan name of the Backup
   * @param store name of the store, as the plan declares it
   * @param layout where its sets lie
   * @param reader of the store
   */
  public SetCatalog(String plan, String store, SetLayout layout, Store.Reader reader) {
    this.plan = plan;
    this.store = store;
    this.layout = layout;
    this.reader = reader;
  }

  /**
   * What a store has.
   *
   * @param sets of this plan, newest first
   * @param oddities manifests that are not this plan's, or cannot be trusted; left alone
   */
  public record Listing(List<KnownSet> sets, List<Oddity> oddities) {
    /** A set by its id. */
    public Optional<KnownSet> find(String id) {
      return sets.stream().filter(s -> s.id().equals(id)).findFirst();
    }
  }

  /**
   * Something that looks like a manifest and is none of this plan's sets.
   *
   * @param key where it is
   * @param kind what it is
   * @param why one clause for people
   */
  public record Oddity(String key, Kind kind, String why) {
    /** What it is. */
    public enum Kind {
      /** A set of another plan, or of another store: nothing to worry about. */
      FOREIGN,
      /** A set of this plan that is not where it says it is, for example a copy. */
      MISPLACED,
      /** Damaged, or of a format this version does not know. */
      UNREADABLE
    }
  }

  /**
   * All sets.
   *
   * @throws Failure when the store cannot be listed or a manifest cannot be fetched
   */
  public Listing list() {
    List<Store.Stored> found = reader.list(layout.manifestPrefix());
    Set<String> marked = marked();
    List<KnownSet> sets = new ArrayList<>();
    List<Oddity> oddities = new ArrayList<>();
    for (Store.Stored object : found) {
      if (layout.isManifest(object.key())) {
        sort(object.key(), marked, sets, oddities);
      }
    }
    sets.sort(NEWEST_FIRST);
    return new Listing(List.copyOf(sets), List.copyOf(oddities));
  }

  /**
   * Keys that some readable manifest in this store speaks for, whoever made it.
   *
   * @param except keys of manifests that no longer count
   */
  Set<String> spokenFor(Set<String> except) {
    Set<String> keys = new HashSet<>();
    for (Store.Stored object : reader.list("")) {
      String key = object.key();
      if (!except.contains(key) && (layout.isManifest(key) || SetLayout.isAside(key))) {
        manifest(key).ifPresent(m -> keys.addAll(SetLayout.keys(m)));
      }
    }
    return keys;
  }

  String plan() {
    return plan;
  }

  String store() {
    return store;
  }

  SetLayout layout() {
    return layout;
  }

  /** The marks of a set as stored. */
  MarkLog marks(String id, String digest) {
    String key = SetLayout.marks(id);
    return reader.stat(key).isPresent()
        ? MarkLog.read(digest, content(key))
        : MarkLog.empty(digest);
  }

  byte[] content(String key) {
    try (InputStream in = reader.open(key)) {
      byte[] bytes = in.readNBytes(LONGEST_MANIFEST);
      if (bytes.length == LONGEST_MANIFEST) {
        throw Fields.damaged("`" + key + "` is too long");
      }
      return bytes;
    } catch (IOException e) {
      throw Failure.of("R704", "cannot read `" + key + "` from store `" + store + "`")
          .because(e)
          .transientOne();
    }
  }

  private void sort(String key, Set<String> marked, List<KnownSet> sets, List<Oddity> oddities) {
    byte[] bytes = content(key);
    ManifestReader.Read read;
    try {
      read = ManifestReader.read(bytes);
    } catch (Failure e) {
      oddities.add(new Oddity(key, Oddity.Kind.UNREADABLE, e.message()));
      return;
    }
    Manifest manifest = read.manifest();
    Optional<Oddity> odd = oddity(key, manifest);
    if (odd.isPresent()) {
      oddities.add(odd.get());
      return;
    }
    MarkLog log =
        marked.contains(SetLayout.marks(manifest.id()))
            ? marks(manifest.id(), read.digest())
            : MarkLog.empty(read.digest());
    sets.add(KnownSet.of(manifest, key, log));
  }

  private Optional<Oddity> oddity(String key, Manifest manifest) {
    if (!manifest.plan().name().equals(plan)) {
      return foreign(key, "of plan `" + manifest.plan().name() + "`");
    }
    if (!manifest.store().equals(store)) {
      return foreign(key, "of store `" + manifest.store() + "`");
    }
    String home = layout.manifest(manifest.path(), manifest.id());
    if (!key.equals(home) || !manifest.path().startsWith(layout.rules().searchPrefix())) {
      return Optional.of(
          new Oddity(key, Oddity.Kind.MISPLACED, "it says it belongs at `" + home + "`"));
    }
    return Optional.empty();
  }

  private static Optional<Oddity> foreign(String key, String whose) {
    return Optional.of(new Oddity(key, Oddity.Kind.FOREIGN, whose));
  }

  private Optional<Manifest> manifest(String key) {
    byte[] bytes = content(key);
    try {
      return Optional.of(Manifest.read(bytes));
    } catch (Failure e) {
      return Optional.empty();
    }
  }

  private Set<String> marked() {
    Set<String> keys = new HashSet<>();
    reader.list(SetLayout.OURS).forEach(s -> keys.add(s.key()));
    return keys;
  }
}
