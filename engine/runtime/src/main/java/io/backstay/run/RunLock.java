package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names a run holds alone on this host: file locks of the operating system, so that they free
 * themselves with the process however it ends.
 *
 * <p>The system frees the locks of a process as soon as the process closes any handle on the file.
 * So a file this process holds is never opened by it a second time: what is held is also kept in
 * memory, and asked there first.
 */
final class RunLock implements AutoCloseable {
  private static final String GATE = "gate";
  private static final Map<Path, Owner> HELD = new ConcurrentHashMap<>();

  private final Path directory;
  private final Deque<Held> held = new ArrayDeque<>();

  /** Who holds what, as it stands in the file as well: two lines. */
  private record Owner(String holder, String name) {
    static Owner read(String text) {
      String[] lines = text.split("\n", 2);
      return new Owner(lines[0], lines.length < 2 ? "" : lines[1]);
    }

    byte[] bytes() {
      return (holder + "\n" + name).getBytes(UTF_8);
    }
  }

  private RunLock(Path directory) {
    this.directory = directory;
  }

  /** What came of trying. */
  sealed interface Attempt {
    /**
     * All names are held.
     *
     * @param lock lets go when it is closed
     */
    record Taken(RunLock lock) implements Attempt {}

    /**
     * None is held.
     *
     * @param name one that somebody else holds
     * @param holder who
     */
    record Busy(String name, String holder) implements Attempt {}
  }

  /**
   * Takes all the names or none, without waiting.
   *
   * @param directory where the lock files are
   * @param holder who will be named to others
   */
  static Attempt take(Path directory, Collection<String> names, String holder) {
    // Inside the gate nobody else takes, lets go or asks: what is read about a holder is true.
    synchronized (HELD) {
      try {
        Path real = Private.directory(directory).toRealPath();
        return alone(real, () -> new RunLock(real).addAll(names, holder));
      } catch (IOException e) {
        throw Failure.of("R122", "locks cannot be taken in `" + directory + "`: " + e).because(e);
      }
    }
  }

  /** The name by which a run shows that it is alive. */
  static String nameOf(String run) {
    return "run " + run;
  }

  /** Whether somebody holds a name; makes no file to find out. */
  static boolean held(Path directory, String name) {
    synchronized (HELD) {
      try {
        Path path = directory.toRealPath().resolve(FileNames.of(name));
        if (HELD.containsKey(path)) {
          return true;
        }
        try (FileChannel channel = FileChannel.open(path, READ)) {
          return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        }
      } catch (NoSuchFileException e) {
        return false;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Removes lock files that nobody holds: what dead processes have left. */
  static void sweep(Path directory) {
    synchronized (HELD) {
      try {
        Path real = Private.directory(directory).toRealPath();
        alone(real, () -> removeFree(real));
      } catch (IOException e) {
        // They are taken again by whoever comes next.
      }
    }
  }

  private static @Nullable Void removeFree(Path directory) throws IOException {
    for (Path file : files(directory)) {
      removeIfFree(file);
    }
    return null;
  }

  private static void removeIfFree(Path file) throws IOException {
    if (HELD.containsKey(file)) {
      return;
    }
    try (FileChannel channel = open(file)) {
      if (channel.tryLock() != null) {
        Files.delete(file);
      }
    }
  }

  private Attempt addAll(Collection<String> names, String holder) throws IOException {
    Attempt attempt = null;
    try {
      Optional<Owner> around = around(names);
      if (around.isPresent()) {
        attempt = new Attempt.Busy(around.get().name(), around.get().holder());
        return attempt;
      }
      for (String name : new TreeSet<>(names)) {
        String other = add(name, holder);
        if (other != null) {
          attempt = new Attempt.Busy(name, other);
          return attempt;
        }
      }
      attempt = new Attempt.Taken(this);
      return attempt;
    } finally {
      // Also when the disk refuses one of them: a process that stays must not keep the others.
      if (!(attempt instanceof Attempt.Taken)) {
        abandon();
      }
    }
  }

  private void abandon() throws IOException {
    try {
      removeFiles();
    } finally {
      letGo();
    }
  }

  /** Whoever holds a place above or below one of these. */
  private Optional<Owner> around(Collection<String> names) throws IOException {
    if (names.stream().noneMatch(name -> LockName.place(name).isPresent())) {
      return Optional.empty();
    }
    for (Path file : files(directory)) {
      Optional<Owner> owner = owner(file);
      if (owner.isPresent()
          && names.stream().anyMatch(name -> LockName.clash(name, owner.get().name()))) {
        return owner;
      }
    }
    return Optional.empty();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.endsWith(GATE)).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Who holds a lock file; empty when nobody does any more. */
  private static Optional<Owner> owner(Path file) throws IOException {
    Owner inThisProcess = HELD.get(file);
    if (inThisProcess != null) {
      return Optional.of(inThisProcess);
    }
    try (FileChannel channel = open(file)) {
      return channel.tryLock() == null
          ? Optional.of(Owner.read(Files.readString(file)))
          : Optional.empty();
    }
  }

  private @Nullable String add(String name, String holder) throws IOException {
    Path path = directory.resolve(FileNames.of(name));
    Owner inThisProcess = HELD.get(path);
    if (inThisProcess != null) {
      return inThisProcess.holder();
    }
    FileChannel channel = open(path);
    if (channel.tryLock() == null) {
      channel.close();
      return Owner.read(Files.readString(path)).holder();
    }
    Owner owner = new Owner(holder, name);
    HELD.put(path, owner);
    held.push(new Held(path, channel));
    channel.truncate(0).write(ByteBuffer.wrap(owner.bytes()), 0);
    return null;
  }

  private static FileChannel open(Path path) throws IOException {
    FileAttribute<?>[] mode = {Private.FILE};
    return FileChannel.open(path, Set.of(CREATE, READ, WRITE), mode);
  }

  @Override
  public void close() {
    synchronized (HELD) {
      try {
        alone(directory, this::removeFiles);
      } catch (IOException e) {
        // Lock files that stay are taken again by whoever comes next.
      }
      letGo();
    }
  }

  /** Inside the gate only: nobody may be about to lock a file that has no name any more. */
  private @Nullable Void removeFiles() throws IOException {
    for (Held one : held) {
      Files.deleteIfExists(one.path());
    }
    return null;
  }

  private void letGo() {
    for (Held one : held) {
      closed(one.channel());
      HELD.remove(one.path());
    }
    held.clear();
  }

  /** The lock goes with the handle, and the handle is gone even when closing it complains. */
  private static void closed(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // See above.
    }
  }

  private record Held(Path path, FileChannel channel) {}

  /** Does something while nobody else in any process does any of these things. */
  private static <T extends @Nullable Object> T alone(Path directory, Inside<T> what)
      throws IOException {
    FileChannel gate = open(directory.resolve(GATE));
    try {
      gate.lock();
      return what.run();
    } finally {
      closed(gate);
    }
  }

  private interface Inside<T extends @Nullable Object> {
    T run() throws IOException;
  }
}
