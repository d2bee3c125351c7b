package io.backstay.app;

import io.backstay.program.Program;
import io.backstay.set.SetCatalog;
import io.backstay.spi.Failure;
import io.backstay.survey.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The sets of a plan, as verbs that list or pick want them. */
final class Stocks {
  private final Session session;

  Stocks(Session session) {
    this.session = session;
  }

  /** Takes stock; a store that cannot be listed is told about and fails the verb at its end. */
  Stock take(Loader.Loaded loaded) {
    return Stock.of(program(loaded), session.look(loaded), session.trust());
  }

  /** The plan's program for a run that is only spoken of. */
  Program program(Loader.Loaded loaded) {
    return program(loaded, null);
  }

  /** The same for a set that was named. */
  Program program(Loader.Loaded loaded, @Nullable String set) {
    return new Loader(session).lower(loaded, new Runs(session).imagine(loaded), set);
  }

  /** Says which stores could not be listed; whether there were any. */
  boolean unlisted(Stock stock) {
    stock
        .unlisted()
        .forEach(
            (store, why) -> session.note("cannot list store `" + store + "`: " + why.message()));
    return !stock.unlisted().isEmpty();
  }

  /**
   * Says what is not as it was left: manifests nobody can believe, sets that are gone, sets that
   * are doubted; whether there was anything.
   */
  boolean alarming(Stock stock) {
    List<String> alarms = alarms(stock);
    alarms.forEach(session::note);
    return !alarms.isEmpty();
  }

  /** What is not as it was left. */
  static List<String> alarms(Stock stock) {
    List<String> alarms = new ArrayList<>();
    stock
        .listings()
        .forEach(
            (store, listing) -> {
              String in = "store `" + store + "`: ";
              listing
                  .alarming()
                  .forEach(odd -> alarms.add(in + "`" + odd.key() + "`: " + odd.why()));
              listing.gone().forEach(gone -> alarms.add(in + missed(gone)));
              listing.sets().stream()
                  .filter(set -> set.signer().trusted() && set.broken().isEmpty())
                  .forEach(
                      set ->
                          set.trouble()
                              .ifPresent(why -> alarms.add(in + "set `" + set.id() + "`: " + why)));
            });
    return alarms;
  }

  private static String missed(SetCatalog.Gone gone) {
    return "set `%s`, made %s, is gone, and nothing here deleted it"
        .formatted(gone.id(), gone.at());
  }

  /** The one set a name stands for: an id or a stamp, or the beginning of one. */
  static Stock.Kept find(Stock stock, String name) {
    List<Stock.Kept> exact = named(stock, name, String::equals);
    List<Stock.Kept> found = exact.isEmpty() ? named(stock, name, String::startsWith) : exact;
    List<String> ids = found.stream().map(kept -> kept.set().id()).distinct().toList();
    if (ids.size() > 1) {
      throw Failure.of("R716", "`" + name + "` may mean " + String.join(", ", ids))
          .help("give the whole id");
    }
    if (found.isEmpty()) {
      throw Failure.of("R715", "there is no set `" + name + "`")
          .help("backstay list <plan> shows what there is");
    }
    return found.getFirst();
  }

  private static List<Stock.Kept> named(
      Stock stock, String name, BiPredicate<String, String> means) {
    return stock.all().stream()
        .filter(
            kept ->
                means.test(kept.set().id(), name)
                    || means.test(kept.set().manifest().made().stamp(), name))
        .toList();
  }
}
