package io.backstay.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Places a restore must never put files over, because what it reads from, works in or was started
 * with would go. Pure: paths are compared as given, so resolve symbolic links before asking.
 *
 * @param places what has to be left alone
 */
public record OffLimits(List<Place> places) {

  /**
   * A place to be left alone.
   *
   * @param what it is, with its article: {@code the store `local`}
   * @param path where it is, absolute
   * @param alsoInside whether everything below it is off limits as well; the project root is only
   *     protected from being replaced, since what a plan protects often lies below it
   */
  public record Place(String what, Path path, boolean alsoInside) {
    /** A directory that belongs to backstay from top to bottom. */
    public static Place tree(String what, Path path) {
      return new Place(what, path, true);
    }

    /** Something that must not be replaced, but may have targets below it. */
    public static Place itself(String what, Path path) {
      return new Place(what, path, false);
    }

    private Optional<String> hit(Path target) {
      Path here = path.toAbsolutePath().normalize();
      if (target.equals(here)) {
        return Optional.of("is " + what);
      }
      if (here.startsWith(target)) {
        return Optional.of("contains " + what + " (" + here + ")");
      }
      return alsoInside && target.startsWith(here)
          ? Optional.of("lies inside " + what + " (" + here + ")")
          : Optional.empty();
    }
  }

  /** Copies the list. */
  public OffLimits {
    places = List.copyOf(places);
  }

  /** Why this target is refused, as the end of a sentence that begins with its name. */
  public Optional<String> refusal(Path target) {
    Path wanted = target.toAbsolutePath().normalize();
    return places.stream().flatMap(place -> place.hit(wanted).stream()).findFirst();
  }
}
