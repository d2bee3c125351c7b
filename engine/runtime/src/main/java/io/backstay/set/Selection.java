package io.backstay.set;

import io.backstay.program.RestoreRules;
import io.backstay.spi.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses the set a restore or a drill takes. A broken set is never chosen. */
public final class Selection {
  private static final int SHOWN = 5;

  private final Wish wish;
  private final Instant now;
  private final RandomGenerator random;
  private @Nullable Draw drawn;

  /**
   * A selection.
   *
   * @param rules what the plan and the user ask for
   * @param clock the time
   * @param random for {@code pick: random}
   */
  public Selection(RestoreRules rules, Clock clock, RandomGenerator random) {
    this.wish = Wish.of(rules);
    this.now = clock.instant();
    this.random = random;
  }

  /**
   * A choice.
   *
   * @param catalog of the store that has it
   * @param set the set
   * @param notes what people should know about how it was chosen, such as stores that could not be
   *     listed
   * @param draw how chance has chosen it; null when it has not
   */
  public record Chosen(SetCatalog catalog, KnownSet set, List<String> notes, @Nullable Draw draw) {}

  /**
   * How one of several was drawn, for whoever wants to draw again: {@link Random} of that seed,
   * asked once for a number below the count, tells which, newest first.
   *
   * @param seed of chance
   * @param of how many there were to choose from
   */
  public record Draw(long seed, int of) {
    int number() {
      return new Random(seed).nextInt(of);
    }
  }

  /**
   * Chooses from the first store that has a set that fits.
   *
   * @param catalogs in the order of preference
   * @throws Failure when no store has one, with what they have instead
   */
  public Chosen choose(List<SetCatalog> catalogs) {
    List<String> notes = new ArrayList<>();
    List<KnownSet> others = new ArrayList<>();
    for (SetCatalog catalog : catalogs) {
      SetCatalog.Listing listing = listed(catalog, notes);
      Optional<KnownSet> found = pick(ofType(listing.sets()));
      Optional<String> refusal = found.flatMap(set -> refusal(set, listing, catalog));
      if (found.isPresent() && refusal.isEmpty()) {
        found.get().trouble().ifPresent(why -> notes.add(noted(found.get(), why)));
        return new Chosen(catalog, found.get(), List.copyOf(notes), drawn);
      }
      refusal.ifPresent(notes::add);
      if (found.isEmpty()) {
        strangers(listing, catalog).ifPresent(notes::add);
      }
      others.addAll(listing.sets());
    }
    String why = notes.isEmpty() ? "" : "; " + String.join("; ", notes);
    throw Failure.of("R715", "there is no set for " + wish.says() + why).help(help(others));
  }

  private static String help(List<KnownSet> others) {
    Optional<String> key =
        others.stream()
            .map(KnownSet::signer)
            .filter(signer -> signer.key() != null && !signer.trusted())
            .findFirst()
            .map(Signer::key);
    if (key.isPresent()) {
      return "If that key is of a host you know, accept it once: backstay keys --trust="
          + key.get();
    }
    return others.isEmpty() ? "Look with: backstay list" : "There is " + shown(others);
  }

  /** A store that cannot be asked is passed over, since it may be the one that was lost. */
  private static SetCatalog.Listing listed(SetCatalog catalog, List<String> notes) {
    try {
      return catalog.list();
    } catch (Failure e) {
      notes.add("store `" + catalog.store() + "` could not be listed: " + e.message());
      return new SetCatalog.Listing(List.of(), List.of(), List.of());
    }
  }

  /** Why a set is not taken although it was found. */
  private Optional<String> refusal(KnownSet set, SetCatalog.Listing listing, SetCatalog catalog) {
    String what = "set `" + set.id() + "` in store `" + catalog.store() + "` is ";
    if (set.broken().isPresent()) {
      Mark mark = set.broken().get();
      return Optional.of(what + "broken, says run " + mark.run() + ": " + mark.detail());
    }
    if (!set.signer().trusted()) {
      return Optional.of(what + set.signer());
    }
    return missed(set, listing)
        .map(
            gone ->
                what + "not the newest: `" + gone.id() + "` is gone, and nothing here deleted it");
  }

  /** A newer set somebody took away: an older one is only taken by name. */
  private Optional<SetCatalog.Gone> missed(KnownSet set, SetCatalog.Listing listing) {
    boolean newest =
        switch (wish.pick()) {
          case LATEST, LATEST_VERIFIED, NEWEST_BEFORE -> true;
          case OLDEST, RANDOM, ARGUMENT, FRESH -> false;
        };
    Instant until = wish.at() == null ? Instant.MAX : wish.at();
    return listing.gone().stream()
        .filter(gone -> newest && gone.at().isBefore(until))
        .filter(gone -> gone.at().isAfter(set.manifest().made().startedAt()))
        .findFirst();
  }

  /** Sets that would be there if their keys were known. */
  private static Optional<String> strangers(SetCatalog.Listing listing, SetCatalog catalog) {
    return listing.sets().stream()
        .filter(set -> !set.signer().trusted())
        .findFirst()
        .map(set -> "set `" + set.id() + "` in store `" + catalog.store() + "` is " + set.signer());
  }

  private List<KnownSet> ofType(List<KnownSet> sets) {
    String type = wish.type();
    return type == null
        ? sets
        : sets.stream().filter(s -> s.manifest().plan().type().equals(type)).toList();
  }

  private Optional<KnownSet> pick(List<KnownSet> newestFirst) {
    return switch (wish.pick()) {
      case LATEST -> first(newestFirst, Level.WRITTEN, Instant.MAX);
      case LATEST_VERIFIED -> first(newestFirst, Level.READABLE, Instant.MAX);
      case NEWEST_BEFORE -> first(newestFirst, Level.WRITTEN, Objects.requireNonNull(wish.at()));
      case OLDEST -> first(newestFirst.reversed(), Level.WRITTEN, Instant.MAX);
      case RANDOM -> anyOf(newestFirst);
      case ARGUMENT -> named(newestFirst, Objects.requireNonNull(wish.name()));
      case FRESH -> Optional.empty();
    };
  }

  private static Optional<KnownSet> first(List<KnownSet> sets, Level level, Instant until) {
    return sets.stream()
        .filter(s -> s.usable() && s.level().atLeast(level))
        .filter(s -> s.manifest().made().startedAt().isBefore(until))
        .findFirst();
  }

  private Optional<KnownSet> anyOf(List<KnownSet> sets) {
    Duration within = wish.within();
    List<KnownSet> candidates =
        sets.stream()
            .filter(KnownSet::usable)
            .filter(
                s -> within == null || !s.manifest().made().startedAt().isBefore(now.minus(within)))
            .toList();
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    // All that Random uses of a seed, and no more than every reader of JSON can read.
    Draw draw = new Draw(random.nextLong(1L << 48), candidates.size());
    drawn = draw;
    return Optional.of(candidates.get(draw.number()));
  }

  /** An id or a stamp, whole; else the beginning of one, if only one set begins so. */
  private static Optional<KnownSet> named(List<KnownSet> sets, String name) {
    List<KnownSet> exact =
        sets.stream()
            .filter(s -> s.id().equals(name) || s.manifest().made().stamp().equals(name))
            .toList();
    List<KnownSet> found =
        exact.isEmpty()
            ? sets.stream()
                .filter(
                    s -> s.id().startsWith(name) || s.manifest().made().stamp().startsWith(name))
                .toList()
            : exact;
    if (found.size() > 1) {
      throw Failure.of("R716", "`" + name + "` may mean " + shown(found)).help("give the whole id");
    }
    return found.stream().findFirst();
  }

  private static String noted(KnownSet set, String why) {
    return "about set `" + set.id() + "`: " + why + "; check it first";
  }

  private static String shown(List<KnownSet> sets) {
    String some =
        sets.stream()
            .limit(SHOWN)
            .map(s -> s.id() + " (" + s.level() + ")")
            .collect(Collectors.joining(", "));
    return sets.size() > SHOWN ? some + " and " + (sets.size() - SHOWN) + " more" : some;
  }
}
