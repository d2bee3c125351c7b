package io.backstay.app;

import io.backstay.expr.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds plan files by name or path. */
final class PlanFiles {
  /** Kinds in the order in which a bare name is tried. */
  enum Kind {
    BACKUP(".backup.yaml"),
    RESTORE(".restore.yaml"),
    DRILL(".drill.yaml");

    private final String ending;

    Kind(String ending) {
      this.ending = ending;
    }
  }

  private final List<Path> places;

  PlanFiles(Path directory, @Nullable Path given) {
    this.places =
        given != null
            ? List.of(directory.resolve(given))
            : List.of(directory.resolve("plans"), directory.resolve("drills"), directory);
  }

  /** The file of a plan: a path that exists, or a name in the usual places. */
  Path find(String nameOrPath, List<Kind> kinds) {
    Path path = Path.of(nameOrPath);
    if (Files.isRegularFile(path)) {
      return path;
    }
    return kinds.stream()
        .flatMap(kind -> places.stream().map(place -> place.resolve(nameOrPath + kind.ending)))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> unknown(nameOrPath, kinds));
  }

  /** Whether there is a plan of that name and kind. */
  boolean knows(String name, Kind kind) {
    return places.stream()
        .anyMatch(place -> Files.isRegularFile(place.resolve(name + kind.ending)));
  }

  /** All plan files of the usual places, by path. */
  List<Path> all() {
    return places.stream()
        .filter(Files::isDirectory)
        .flatMap(PlanFiles::yaml)
        .distinct()
        .sorted()
        .toList();
  }

  /** Those of a kind. */
  List<Path> all(Kind kind) {
    return all().stream().filter(file -> file.toString().endsWith(kind.ending)).toList();
  }

  /**
   * The plans that can say when they are due. A Backup and a Drill may have the same name: then
   * both are meant.
   *
   * @param nameOrPath empty for all there are
   */
  List<Path> timed(String nameOrPath) {
    List<Kind> kinds = List.of(Kind.BACKUP, Kind.DRILL);
    if (nameOrPath.isEmpty()) {
      return all().stream()
          .filter(file -> kinds.stream().anyMatch(kind -> file.toString().endsWith(kind.ending)))
          .toList();
    }
    List<Path> named =
        kinds.stream()
            .filter(kind -> knows(nameOrPath, kind))
            .map(kind -> find(nameOrPath, List.of(kind)))
            .toList();
    return named.isEmpty() ? List.of(find(nameOrPath, kinds)) : named;
  }

  private static Stream<Path> yaml(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(PlanFiles::isPlan).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a file is called as plans are. */
  static boolean isPlan(Path file) {
    String name = file.getFileName().toString();
    return Stream.of(Kind.values()).anyMatch(kind -> name.endsWith(kind.ending));
  }

  private Stop unknown(String name, List<Kind> kinds) {
    TreeMap<String, Path> names = new TreeMap<>();
    for (Path file : all()) {
      String full = file.getFileName().toString();
      kinds.stream()
          .filter(kind -> full.endsWith(kind.ending))
          .forEach(
              kind -> names.put(full.substring(0, full.length() - kind.ending.length()), file));
    }
    Optional<String> near = Nearest.to(name, names.keySet());
    String help =
        near.map(n -> "did you mean `" + n + "`?")
            .orElse(
                names.isEmpty()
                    ? "no plan files in " + places.getFirst() + "; give a path, or --dir"
                    : "plans here: " + String.join(", ", names.keySet()));
    return new Stop(ExitCode.INVALID, "no plan called `" + name + "`", help);
  }
}
