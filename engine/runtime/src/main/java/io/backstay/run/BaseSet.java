package io.backstay.run;

import io.backstay.run.stream.StoredFile;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.set.Sealed;
import io.backstay.set.SetContent;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The set that another one builds on, as one store has it.
 *
 * @param set which
 * @param content what it holds
 * @param directory where what is not on this host is brought to; goes with the run
 * @param opening opens what is encrypted
 */
record BaseSet(KnownSet set, SetContent content, Path directory, Opening opening) {
  /** The fact that names the archive another one rests on; without it that one stands alone. */
  static final String ARCHIVE = "base-archive";

  private static final String ROOTS = "roots";

  String id() {
    return set.id();
  }

  /**
   * The archive that has some of these trees; empty when none has.
   *
   * @throws Failure when several have, and nobody can tell which one is meant
   */
  Optional<Manifest.Artifact> archive(Set<String> roots) {
    List<Manifest.Artifact> found =
        set.manifest().artifacts().stream()
            .filter(artifact -> artifact.inventory() != null)
            .filter(artifact -> roots(artifact).stream().anyMatch(roots::contains))
            .toList();
    if (found.size() > 1) {
      throw Failure.of(
              "R717", "several archives of set `" + id() + "` have " + String.join(", ", roots))
          .help("archive each tree once in a set that others build on");
    }
    return found.stream().findFirst();
  }

  private static Set<String> roots(Manifest.Artifact archive) {
    Set<String> roots = new HashSet<>(Set.of(archive.source()));
    if (archive.facts().get(ROOTS).orElse(null) instanceof List<?> names) {
      names.forEach(name -> roots.add(name.toString()));
    }
    return roots;
  }

  /** The archive that one of a set's rests on; empty when it stands alone. */
  static Optional<String> below(Facts archive) {
    return archive.text(ARCHIVE);
  }

  /**
   * The archive of that name.
   *
   * @throws Failure when it is not there any more, or has another size
   */
  Manifest.Artifact archive(String name) {
    Manifest.Artifact archive =
        set.manifest().artifacts().stream()
            .filter(artifact -> artifact.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> Failure.of("R717", "set `" + id() + "` has no archive `" + name + "`"));
    content.demand(archive);
    return archive;
  }

  /** The archive itself, proven by whoever reads it to its end. */
  StoredFile file(Manifest.Artifact archive) {
    Sealed sealed = archive.sealed();
    return sealed == null
        ? new StoreFiles(content, directory, name -> {}).of(archive)
        : opened().of(archive, sealed, content);
  }

  /** The list of its members, proven in the same way. */
  StoredFile list(Manifest.Artifact archive) {
    Manifest.Inventory list = archive.inventory();
    if (list == null) {
      throw Failure.of("R132", "`" + archive.name() + "` has no list of its members");
    }
    Sealed sealed = list.sealed();
    return sealed == null
        ? new StoreFiles(content, directory, name -> {}).of(list)
        : opened().of(list, sealed, content);
  }

  private OpenedFiles opened() {
    return new OpenedFiles(directory.resolve("opened"), opening, name -> {});
  }
}
