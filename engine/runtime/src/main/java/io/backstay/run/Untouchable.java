package io.backstay.run;

import io.backstay.program.Program;
import io.backstay.spi.OffLimits;
import io.backstay.spi.OffLimits.Place;
import io.backstay.spi.Ref;
import io.backstay.spi.Source;
import io.backstay.spi.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run must not put anything over, symbolic links resolved: stores, what is staged, journals,
 * the project and the plan it was started with. Looks at names only, and changes nothing.
 */
public final class Untouchable {
  private final Program program;
  private final OffLimits places;

  /**
   * What this program must leave alone.
   *
   * @param program what would run
   * @param state where journals and locks are
   */
  public Untouchable(Program program, Path state) {
    this.program = program;
    this.places = new OffLimits(places(program, state));
  }

  /** Why the program may not run, a sentence for each thing it would replace there. */
  public List<String> overlaps() {
    return program.replaced().stream().flatMap(ref -> overlap(ref).stream()).toList();
  }

  private Optional<String> overlap(Ref ref) {
    // What a run replaces besides its sources, its own set or a past run's doing, is no place.
    Optional<Path> target =
        program.resources().get(ref) instanceof Source source ? source.place() : Optional.empty();
    return target.stream()
        .flatMap(path -> Stream.of(path, real(path)))
        .flatMap(path -> places.refusal(path).stream())
        .findFirst()
        .map(why -> "source `" + ref.name() + "` " + why);
  }

  private static List<Place> places(Program program, Path state) {
    List<Place> places = new ArrayList<>();
    program.resources().values().stream()
        .filter(Store.class::isInstance)
        .map(Store.class::cast)
        .forEach(store -> store(store, places));
    trees("the state directory", state, places);
    itself("the plan file", program.plan().file(), places);
    itself("the project root", program.plan().projectRoot(), places);
    return places;
  }

  private static void store(Store store, List<Place> places) {
    String name = "store `" + store.ref().name() + "`";
    store.directory().ifPresent(path -> trees(name, path, places));
    store.staging().ifPresent(path -> trees("where " + name + " stages sets", path, places));
  }

  private static void trees(String what, Path path, List<Place> places) {
    Stream.of(path, real(path)).distinct().forEach(each -> places.add(Place.tree(what, each)));
  }

  private static void itself(String what, Path path, List<Place> places) {
    Stream.of(path, real(path)).distinct().forEach(each -> places.add(Place.itself(what, each)));
  }

  /** Where a path leads: as much of it as there is, with links resolved, and the rest of it. */
  static Path real(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    for (Path there = whole; there != null; there = there.getParent()) {
      try {
        return there.toRealPath().resolve(there.relativize(whole)).normalize();
      } catch (IOException e) {
        // Not there, or not to be looked at: what is above it decides.
      }
    }
    return whole;
  }
}
