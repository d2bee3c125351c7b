package io.backstay.survey;

import io.backstay.program.Program;
import io.backstay.set.KeyProofs;
import io.backstay.set.KnownSet;
import io.backstay.set.SetCatalog;
import io.backstay.set.SetLayout;
import io.backstay.set.Trust;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sets a plan has in its stores. A store that cannot be listed is named, never taken for empty.
 *
 * @param listings by store
 * @param unlisted stores that could not be listed, and why
 */
public record Stock(Map<String, SetCatalog.Listing> listings, Map<String, Failure> unlisted) {
  /** Where there are no stores. */
  public static final Stock NONE = new Stock(Map.of(), Map.of());

  /** Takes stock of every store of a program's plan. */
  public static Stock of(Program program, Look look, Trust trust) {
    Map<String, SetCatalog.Listing> listings = new LinkedHashMap<>();
    Map<String, Failure> unlisted = new LinkedHashMap<>();
    for (Store store : stores(program)) {
      try {
        listings.put(store.ref().name(), catalog(program, store, look, trust).inspect());
      } catch (Failure failure) {
        unlisted.put(store.ref().name(), failure);
      }
    }
    return new Stock(listings, unlisted);
  }

  /**
   * Takes what every store has now for what it should have.
   *
   * @throws Failure when a store cannot be listed
   */
  public static void accept(Program program, Look look, Trust trust) {
    stores(program).forEach(store -> catalog(program, store, look, trust).accept());
  }

  /** The stores of a program, in the plan's order. */
  static List<Store> stores(Program program) {
    return program.resources().values().stream()
        .filter(Store.class::isInstance)
        .map(Store.class::cast)
        .toList();
  }

  /** The catalog of a plan's sets in a store. */
  static SetCatalog catalog(Program program, Store store, Look look, Trust trust) {
    return new SetCatalog(
        program.plan().backup(),
        store.ref().name(),
        new SetLayout(program.sets().in(store)),
        store.reader(look),
        trust);
  }

  /**
   * A set and the store it is in.
   *
   * @param store name of the store
   * @param set the set
   */
  public record Kept(String store, KnownSet set) {}

  /** The keys its sets are encrypted for that nobody has shown to open anything. */
  public List<KeyProofs.Key> unproven(Trust trust) {
    Set<String> recipients =
        all().stream()
            .flatMap(kept -> kept.set().manifest().artifacts().stream())
            .flatMap(artifact -> Stream.ofNullable(artifact.sealed()))
            .flatMap(it -> it.seal().recipients().stream())
            .collect(Collectors.toSet());
    return trust.keys().proofs().unproven().stream()
        .filter(key -> recipients.contains(key.recipient()))
        .toList();
  }

  /** A set in a store; empty when it is not there. */
  public Optional<KnownSet> find(String store, String set) {
    return all().stream()
        .filter(kept -> kept.store().equals(store) && kept.set().id().equals(set))
        .map(Kept::set)
        .findFirst();
  }

  /** Every set in every store, newest first. */
  public List<Kept> all() {
    List<Kept> all = new ArrayList<>();
    listings.forEach((store, found) -> found.sets().forEach(set -> all.add(new Kept(store, set))));
    all.sort(
        Comparator.comparing((Kept kept) -> kept.set().manifest().made().startedAt())
            .thenComparing(kept -> kept.set().id())
            .reversed());
    return all;
  }
}
