package io.backstay.set;

import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The sets of one plan in one store. Reads, and changes nothing. */
public final class SetCatalog {
  static final int LONGEST_MANIFEST = 64 << 20;
  private static final Comparator<KnownSet> NEWEST_FIRST =
      Comparator.comparing((KnownSet s) -> s.manifest().made().startedAt())
          .thenComparing(KnownSet::id)
          .reversed();

  private final String plan;
  private final String store;
  private final SetLayout layout;
  private final Store.Reader reader;
  private final Trust trust;
  private final ReadAhead ahead;

  /**
   * A catalog.
   *
   * @param plan name of the Backup
   * @param store name of the store, as the plan declares it
   * @param layout where its sets lie
   * @param reader of the store
   * @param trust whom this host believes
   */
  public SetCatalog(String plan, String store, SetLayout layout, Store.Reader reader, Trust trust) {
    this.plan = plan;
    this.store = store;
    this.layout = layout;
    this.reader = reader;
    this.trust = trust;
    this.ahead = new ReadAhead(reader.atOnce(), this::content);
  }

  /**
   * What a store has.
   *
   * @param sets of this plan, newest first
   * @param oddities manifests that are not this plan's, or cannot be trusted; left alone
   * @param gone sets that this host has made and not deleted, and that are not there
   */
  public record Listing(List<KnownSet> sets, List<Oddity> oddities, List<Gone> gone) {
    /** A set by its id. */
    public Optional<KnownSet> find(String id) {
      return sets.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /** Oddities that people have to look at; sets of others are none. */
    public List<Oddity> alarming() {
      return oddities.stream().filter(odd -> odd.kind() != Oddity.Kind.FOREIGN).toList();
    }
  }

  /**
   * A set that is not there any more.
   *
   * @param id its id
   * @param at when its run started
   */
  public record Gone(String id, Instant at) {}

  /** A manifest of this plan, and who vouches for it. */
  record Found(Manifest manifest, String digest, String key, Signer signer) {
    KnownSet with(MarkLog log) {
      return KnownSet.of(manifest, key, signer, log);
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
    Set<String> ours = ours();
    return list(ours, Recollection.of(ledger(), trust.keys(), ours));
  }

  /**
   * All sets, and of each whether the store has what belongs to it: a manifest that is there says
   * nothing of the rest, and a set of which something is missing is not one to count on.
   *
   * @throws Failure as for {@link #list}
   */
  public Listing inspect() {
    Listing listing = list();
    return listing.sets().isEmpty()
        ? listing
        : new Listing(
            Chains.doubting(Hollow.doubting(listing.sets(), reader.list(""))),
            listing.oddities(),
            listing.gone());
  }

  private Listing list(Set<String> ours, Recollection memory) {
    Vouching vouching = trust.keys().vouching();
    Search search = search(ours, memory, vouching);
    Map<String, byte[]> marks = marks(search.found(), ours);
    List<KnownSet> sets = new ArrayList<>();
    for (Found found : search.found()) {
      byte[] marked = marks.get(SetLayout.marks(found.manifest().id()));
      MarkLog log = marked == null ? none(found) : stored(found, marked, vouching);
      sets.add(found.with(memory.marks(found, log)));
    }
    sets.sort(NEWEST_FIRST);
    return new Listing(
        Chains.doubting(memory.doubting(sets)), search.oddities(), memory.gone(sets));
  }

  private Search search(Set<String> ours, Recollection memory, Vouching vouching) {
    Search search = new Search(this, vouching);
    ahead.each(keys(layout.manifestPrefix(), o -> layout.isManifest(o.key())), search::look);
    Set<String> known = new HashSet<>(memory.entries().keySet());
    ours.forEach(key -> SetLayout.markedId(key).ifPresent(known::add));
    if (search.misses(known)) {
      ahead.each(ours.stream().filter(SetLayout::isAside).toList(), search::lookFurther);
      ahead.each(
          keys("", o -> search.maybe(o.key()) && o.bytes() < LONGEST_MANIFEST),
          search::lookFurther);
    }
    return search;
  }

  private List<String> keys(String prefix, Predicate<Store.Stored> which) {
    return reader.list(prefix).stream().filter(which).map(Store.Stored::key).toList();
  }

  private Map<String, byte[]> marks(List<Found> sets, Set<String> ours) {
    Map<String, byte[]> marks = new HashMap<>();
    ahead.each(
        sets.stream()
            .map(set -> SetLayout.marks(set.manifest().id()))
            .filter(ours::contains)
            .toList(),
        marks::put);
    return marks;
  }

  /**
   * Takes what the store has now for what it should have: sets that are gone are not missed any
   * more, and sets that were not remembered are taken in.
   *
   * @throws Failure when the store cannot be listed
   */
  public void accept() {
    Map<String, Ledger.Entry> entries = new HashMap<>();
    Set<String> own = trust.keys().own();
    for (KnownSet set : list(ours(), Recollection.NOTHING).sets()) {
      if (own.contains(set.signer().key())) {
        entries.put(set.id(), Ledger.Entry.of(set, marks(set)));
      }
    }
    ledger().accept(entries);
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

  Trust trust() {
    return trust;
  }

  Ledger ledger() {
    return trust.ledger(plan, store);
  }

  /** The marks of a set as stored. */
  MarkLog marks(KnownSet set) {
    Found found = new Found(set.manifest(), set.digest(), set.key(), set.signer());
    String key = SetLayout.marks(set.id());
    return reader.stat(key).isPresent()
        ? stored(found, content(key), trust.keys().vouching())
        : none(found);
  }

  private static MarkLog stored(Found found, byte[] bytes, Vouching vouching) {
    return MarkLog.read(found.digest(), bytes, found.signer().key() != null, vouching);
  }

  private static MarkLog none(Found found) {
    return MarkLog.empty(found.digest());
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

  /**
   * Reads again what was just written: that a store took it without complaint proves nothing.
   *
   * @throws Failure when the store has something else
   */
  void demand(String key, byte[] written) {
    if (!Arrays.equals(content(key), written)) {
      throw Failure.of("R711", "store `" + store + "` has not kept `" + key + "` as it was written")
          .help("look for errors of its disk, then run again");
    }
  }

  private Optional<Manifest> manifest(String key) {
    byte[] bytes = content(key);
    try {
      return Optional.of(Manifest.read(bytes));
    } catch (Failure e) {
      return Optional.empty();
    }
  }

  private Set<String> ours() {
    Set<String> keys = new HashSet<>();
    reader.list(SetLayout.OURS).forEach(s -> keys.add(s.key()));
    return keys;
  }
}
