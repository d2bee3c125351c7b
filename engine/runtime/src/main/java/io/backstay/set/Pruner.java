package io.backstay.set;

import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes sets out of a store. The manifest goes first, so that at every instant a set is whole or
 * does not exist; a crash leaves a record from which {@link #sweep} finishes.
 *
 * <p>Whoever calls holds the lock of the plan.
 */
public final class Pruner {
  private final SetCatalog catalog;
  private final Store.Writer writer;
  private final String host;
  private final Clock clock;

  /**
   * A pruner.
   *
   * @param catalog of the plan in the store
   * @param writer of the same store
   * @param host this host's name, as runs record it
   * @param clock the time
   */
  public Pruner(SetCatalog catalog, Store.Writer writer, String host, Clock clock) {
    this.catalog = catalog;
    this.writer = writer;
    this.host = host;
    this.clock = clock;
  }

  /**
   * Deletes sets, one after another.
   *
   * @param sets from a listing of this catalog
   * @throws Failure when the store refuses; sets before the one it is about are gone, those after
   *     it untouched, and the one itself is gone from every listing or whole
   */
  public void delete(List<KnownSet> sets) {
    Set<String> doomed = sets.stream().map(KnownSet::key).collect(Collectors.toSet());
    Set<String> spokenFor = sets.isEmpty() ? Set.of() : catalog.spokenFor(doomed);
    for (KnownSet set : sets) {
      announce(set.manifest(), set.key());
      writer.delete(set.key());
      clear(set.id(), keys(set.manifest()), spokenFor);
    }
  }

  /**
   * Finishes what dead runs left half done in this store: of publications without a manifest and
   * deletions past their manifest, the rest is removed.
   *
   * @return ids of the sets whose remains were removed
   */
  public List<String> sweep() {
    List<String> swept = new ArrayList<>();
    for (Store.Stored object : writer.list(SetLayout.OURS)) {
      if (SetLayout.isPending(object.key())) {
        sweep(object.key(), swept);
      }
    }
    return swept;
  }

  /** Writes down that the keys of a set come or go. */
  void announce(Manifest manifest, String key) {
    Pending pending =
        new Pending(
            manifest.id(),
            catalog.plan(),
            catalog.store(),
            host,
            clock.instant(),
            key,
            keys(manifest));
    writer.replace(SetLayout.pending(manifest.id()), pending.bytes(catalog.trust().keys()));
  }

  /** Everything of a set but its manifest. */
  static List<String> keys(Manifest manifest) {
    List<String> keys = new ArrayList<>(SetLayout.keys(manifest));
    keys.add(SetLayout.marks(manifest.id()));
    return List.copyOf(keys);
  }

  private void sweep(String key, List<String> swept) {
    Pending pending;
    try {
      pending = Pending.read(catalog.content(key), catalog.trust().keys().vouching());
    } catch (IOException | Failure e) {
      return; // Not a record of ours: a file nobody knows is never touched.
    }
    boolean ours =
        pending.plan().equals(catalog.plan())
            && pending.store().equals(catalog.store())
            && key.equals(SetLayout.pending(pending.id()));
    if (!ours || !pending.abandoned(host, clock.instant())) {
      return;
    }
    if (writer.stat(pending.manifest()).isPresent()) {
      writer.delete(key);
    } else {
      clear(pending.id(), pending.keys(), catalog.spokenFor(Set.of()));
      swept.add(pending.id());
    }
  }

  /** Deletes keys that no other set in the store speaks for, then the record that named them. */
  void clear(String id, List<String> keys, Set<String> spokenFor) {
    keys.stream().filter(key -> !spokenFor.contains(key)).forEach(writer::delete);
    catalog.ledger().remove(id);
    writer.delete(SetLayout.pending(id));
  }
}
