package io.backstay.set;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The set a run is making: its files in a private directory and what is known about them. Nothing
 * of it can be seen in a store. Safe for steps that run at the same time.
 */
public final class StagedSet {
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  // A name no artifact can have.
  private static final String LISTS = ".inventory";

  private final Path directory;
  private final Map<String, Manifest.Artifact> artifacts = new TreeMap<>();
  private final Map<String, Facts> recorded = new TreeMap<>();
  private final Map<String, String> tools = new TreeMap<>();

  private StagedSet(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes the staging directory of a run, readable by this user only.
   *
   * @param root where runs stage; made when it is missing
   * @throws Failure when it cannot be made
   */
  public static StagedSet create(Path root, String run) {
    if (!SafeNames.id(run)) {
      throw new IllegalArgumentException("not a run id: " + run);
    }
    Path directory = root.resolve(run);
    try {
      Files.createDirectories(directory.resolve(LISTS), PRIVATE);
    } catch (IOException e) {
      throw Failure.of(
              "R705", "cannot make the staging directory `" + directory + "`: " + reason(e))
          .because(e)
          .help(
              "free space there, give this user the right to write there, or stage elsewhere with"
                  + " --stage-dir");
    }
    return new StagedSet(directory);
  }

  private static String reason(IOException e) {
    String known = e instanceof FileSystemException system ? system.getReason() : null;
    return known == null ? e.toString() : known;
  }

  /**
   * Removes what dead runs left behind.
   *
   * @param root where runs stage; need not exist
   * @param alive whether a run, by its id, still needs its files
   * @return the ids of the runs whose files were removed
   */
  public static List<String> sweep(Path root, Predicate<String> alive) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(root)) {
      List<Path> dead =
          children.filter(c -> !alive.test(c.getFileName().toString())).sorted().toList();
      dead.forEach(Trees::remove);
      return dead.stream().map(c -> c.getFileName().toString()).toList();
    } catch (IOException e) {
      throw Failure.of("R705", "cannot look into the staging directory `" + root + "`").because(e);
    }
  }

  /** The private directory. */
  public Path directory() {
    return directory;
  }

  /**
   * Where the stored form of an artifact goes when it is complete.
   *
   * @throws Failure when the name cannot be the name of a stored file
   */
  public Path file(String stored) {
    return directory.resolve(safe(stored));
  }

  /**
   * Makes a staged file that is another name of a stored one a file of its own.
   *
   * @throws Failure when there is no room for it
   */
  public void unlink(String stored) {
    Path file = file(stored);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Failure.of("R713", "cannot write `" + part + "`").because(e);
    }
  }

  /** Where the list of an artifact's members goes, by the name its manifest entry gives it. */
  public Path inventory(String name) {
    return directory.resolve(LISTS).resolve(safe(name));
  }

  /**
   * Adds an artifact whose file is complete.
   *
   * @throws Failure when there is one of that name
   */
  public synchronized void add(Manifest.Artifact artifact) {
    boolean taken =
        artifacts.containsKey(artifact.name())
            || artifacts.values().stream().anyMatch(a -> a.stored().equals(artifact.stored()));
    if (taken) {
      throw Failure.of("R706", "the set already has an artifact `" + artifact.name() + "`")
          .help("give each step that makes an artifact its own name in `to`");
    }
    artifacts.put(artifact.name(), artifact);
  }

  /** Takes an artifact out again, with its files; nothing happens when there is none. */
  public synchronized void drop(String name) {
    Manifest.Artifact artifact = artifacts.remove(name);
    if (artifact != null) {
      remove(artifact);
    }
  }

  private void remove(Manifest.Artifact artifact) {
    Trees.remove(directory.resolve(artifact.stored()));
    artifact.code().ifPresent(code -> Trees.remove(directory.resolve(code.name())));
    Manifest.Inventory list = artifact.inventory();
    if (list != null) {
      Path lists = directory.resolve(LISTS);
      Trees.remove(lists.resolve(list.name()));
      list.code().ifPresent(code -> Trees.remove(lists.resolve(code.name())));
    }
  }

  /**
   * Puts an artifact, stored in another way, in the place of the one with its logical name, whose
   * files are removed.
   *
   * @throws Failure when what is removed is still there: it may be what was to be encrypted
   */
  public synchronized void replace(Manifest.Artifact artifact) {
    Manifest.Artifact before = artifacts.replace(artifact.name(), artifact);
    if (before == null) {
      throw new IllegalArgumentException("no artifact " + artifact.name());
    }
    if (!before.stored().equals(artifact.stored())) {
      remove(before);
      if (Files.exists(directory.resolve(before.stored()))) {
        throw Failure.of("R705", "cannot remove `" + directory.resolve(before.stored()) + "`");
      }
    }
  }

  /** The artifacts so far, in the order of their logical names. */
  public synchronized List<Manifest.Artifact> artifacts() {
    return List.copyOf(artifacts.values());
  }

  /**
   * The one artifact a pattern means.
   *
   * @throws Failure when it means none or several
   */
  public Manifest.Artifact artifact(Artifacts pattern) {
    List<Manifest.Artifact> found =
        artifacts().stream().filter(a -> pattern.matches(a.name())).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    String names = String.join(", ", found.stream().map(Manifest.Artifact::name).toList());
    String what = found.isEmpty() ? "none" : found.size() + ": " + names;
    throw Failure.of(
        "R707", "`" + pattern.pattern() + "` has to mean one artifact, and means " + what);
  }

  /**
   * The artifact a pattern means; where it matches several, the dump, and of several dumps the one
   * of this source.
   *
   * @throws Failure when that is not one
   */
  public Manifest.Artifact dump(Artifacts pattern, String source) {
    List<Manifest.Artifact> found =
        artifacts().stream().filter(a -> pattern.matches(a.name())).toList();
    List<Manifest.Artifact> dumps = found.stream().filter(a -> a.kind().equals("dump")).toList();
    List<Manifest.Artifact> own = dumps.stream().filter(a -> a.source().equals(source)).toList();
    return Stream.of(found, dumps, own)
        .filter(some -> some.size() == 1)
        .map(List::getFirst)
        .findFirst()
        .orElseGet(() -> artifact(pattern));
  }

  /** Keeps facts about a source for {@code expect: recorded}; later ones win. */
  public synchronized void record(String source, Facts facts) {
    recorded.merge(source, facts, Facts::and);
  }

  /** What was recorded so far, by source. */
  public synchronized Map<String, Facts> recorded() {
    return Map.copyOf(recorded);
  }

  /** Keeps the version of a program that made an artifact. */
  public synchronized void madeWith(String tool, String version) {
    tools.put(tool, version);
  }

  /** Versions so far, by program. */
  public synchronized Map<String, String> tools() {
    return Map.copyOf(tools);
  }

  /** Removes the directory and forgets the artifacts; what was published stays published. */
  public synchronized void remove() {
    artifacts.clear();
    Trees.remove(directory);
  }

  private static String safe(String name) {
    if (!SafeNames.file(name)) {
      throw Failure.of("R708", "`" + name + "` cannot be the name of a file in a set")
          .help("use a name without `/`, control characters or a leading `.` or `-`");
    }
    return name;
  }
}
