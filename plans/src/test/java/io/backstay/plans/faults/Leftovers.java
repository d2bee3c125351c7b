package io.backstay.plans.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What must not be there once a run has ended, or a dead one has been put right. */
final class Leftovers {
  private final Site site;

  Leftovers(Site site) {
    this.site = site;
  }

  /** Everything that should have gone; empty when nothing is left. */
  List<String> all() {
    List<String> found = new ArrayList<>();
    found.addAll(below(site.store().resolve(".backstay/staging"), path -> !path.endsWith("gate")));
    found.addAll(below(site.state().resolve("stage"), path -> true));
    found.addAll(below(site.state().resolve("locks"), path -> !path.endsWith("gate")));
    found.addAll(
        below(site.store(), path -> path.toString().matches(".*\\.(part|new|pending\\.json)")));
    found.addAll(
        below(
            site.data(),
            path -> path.toString().matches(".*[.-](incoming|new|wal|journal|shm)([-.].*)?")));
    found.addAll(
        below(
            site.state().resolve("runs"),
            path -> path.toString().endsWith(".jsonl") && !ended(path)));
    found.addAll(strangers());
    return found;
  }

  /** What a restore keeps aside on purpose, until its time is over. */
  List<String> kept() {
    try (Stream<Path> files = Files.list(site.data())) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.contains(".before"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Directories in the store that hold something and belong to no set. */
  private List<String> strangers() {
    if (Files.notExists(site.store())) {
      return List.of();
    }
    List<String> strangers = new ArrayList<>();
    List<String> manifests =
        below(site.store().resolve(".backstay"), path -> path.toString().endsWith(".json"));
    try (Stream<Path> directories = Files.list(site.store())) {
      for (Path directory : (Iterable<Path>) directories::iterator) {
        String name = directory.getFileName().toString();
        if (Files.isDirectory(directory)
            && name.matches("\\d{8}_.*")
            && !below(directory, path -> true).isEmpty()
            && manifests.stream().noneMatch(manifest -> manifest.contains(name))) {
          strangers.add("no manifest for " + directory);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return strangers;
  }

  private static boolean ended(Path journal) {
    try {
      List<String> lines = Files.readAllLines(journal);
      return !lines.isEmpty() && lines.getLast().startsWith("{\"is\":\"run-ended\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> below(Path root, Predicate<Path> wanted) {
    if (Files.notExists(root)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(Files::isRegularFile).filter(wanted).map(Path::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
