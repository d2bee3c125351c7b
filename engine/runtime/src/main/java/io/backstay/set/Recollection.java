package io.backstay.set;

import io.backstay.set.Ledger.Entry;
import io.backstay.set.SetCatalog.Gone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a store has against what this host remembers of it, and the sets against one another.
 *
 * @param begun whether anything is remembered at all
 * @param entries what is remembered, by id
 * @param own ids of the keys of this host
 * @param moving ids of sets that are just coming or going, or whose run has died at it
 */
record Recollection(
    boolean begun, Map<String, Entry> entries, Set<String> own, Set<String> moving) {

  /** No memory: every set is new. */
  static final Recollection NOTHING = new Recollection(false, Map.of(), Set.of(), Set.of());

  /**
   * What is remembered.
   *
   * @param ours keys of everything the store keeps beside artifacts
   */
  static Recollection of(Ledger ledger, Keyring keys, Set<String> ours) {
    Set<String> moving =
        ours.stream()
            .filter(SetLayout::isPending)
            .map(SetLayout::pendingId)
            .collect(Collectors.toSet());
    return ledger
        .entries()
        .map(entries -> new Recollection(true, entries, keys.own(), moving))
        .orElse(NOTHING);
  }

  /** The marks of a set, unsound when some that are remembered are not among them. */
  MarkLog marks(SetCatalog.Found set, MarkLog log) {
    Entry known = entries.get(set.manifest().id());
    String state = known == null ? null : known.lastMark();
    return state == null || log.passedBy(state) ? log : log.unsound();
  }

  /** The same sets; those that something speaks against say so. */
  List<KnownSet> doubting(List<KnownSet> sets) {
    Map<String, String> named = contradicted(sets);
    return sets.stream()
        .map(
            set -> {
              String why = Objects.requireNonNullElse(doubt(set), named.getOrDefault(set.id(), ""));
              return why.isEmpty() ? set : set.doubted(why);
            })
        .toList();
  }

  private @Nullable String doubt(KnownSet set) {
    Entry known = entries.get(set.id());
    if (known != null) {
      return known.digest().equals(set.digest())
          ? null
          : "it is not the set this host made under that id";
    }
    boolean unknown = begun && own.contains(set.signer().key()) && !moving.contains(set.id());
    return unknown ? "this host deleted it before, or does not remember it" : null;
  }

  /** Sets of which another one says that they are others; only who is believed is heard. */
  private static Map<String, String> contradicted(List<KnownSet> sets) {
    Map<String, String> digests =
        sets.stream().collect(Collectors.toMap(KnownSet::id, KnownSet::digest, (a, b) -> a));
    Map<String, String> found = new HashMap<>();
    for (KnownSet set : sets) {
      if (set.signer().trusted()) {
        Stream.of(set.manifest().previous(), set.manifest().base())
            .flatMap(Stream::ofNullable)
            .filter(link -> !link.digest().equals(digests.getOrDefault(link.id(), link.digest())))
            .forEach(link -> found.put(link.id(), "set " + set.id() + " came after another one"));
      }
    }
    return found;
  }

  /** Sets that should be there and are not; broken ones nobody misses. */
  List<Gone> gone(List<KnownSet> sets) {
    Set<String> there = sets.stream().map(KnownSet::id).collect(Collectors.toSet());
    List<Gone> gone = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          if (!there.contains(id) && !moving.contains(id) && !entry.broken()) {
            gone.add(new Gone(id, entry.at()));
          }
        });
    return List.copyOf(gone);
  }
}
