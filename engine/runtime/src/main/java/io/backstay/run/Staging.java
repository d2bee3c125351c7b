package io.backstay.run;

import io.backstay.program.Program;
import io.backstay.run.RunLock.Attempt.Busy;
import io.backstay.run.RunLock.Attempt.Taken;
import io.backstay.set.StagedSet;
import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place where a run stages its set. The lock beside it tells who still needs theirs, even to
 * runs that keep their state elsewhere.
 */
final class Staging implements AutoCloseable {
  private static final String LOCKS = ".locks";

  private final RunLock lock;
  private final StagedSet set;

  private Staging(RunLock lock, StagedSet set) {
    this.lock = lock;
    this.set = set;
  }

  /** Makes it, and sweeps away what dead runs have left there. */
  static Staging open(Path root, String run) {
    Path locks = root.resolve(LOCKS);
    return switch (RunLock.take(locks, List.of(run), run)) {
      case Busy busy -> throw Failure.of("R124", "a run `" + run + "` is staging already");
      case Taken(RunLock lock) -> new Staging(lock, prepared(root, run, lock));
    };
  }

  /** What goes wrong before there is a staging place gives the lock back. */
  private static StagedSet prepared(Path root, String run, RunLock lock) {
    boolean ready = false;
    try {
      sweep(root);
      StagedSet set = StagedSet.create(root, run);
      ready = true;
      return set;
    } finally {
      if (!ready) {
        lock.close();
      }
    }
  }

  /** Removes what dead runs have left there. */
  static void sweep(Path root) {
    Path locks = root.resolve(LOCKS);
    if (Files.isDirectory(locks)) {
      StagedSet.sweep(root, id -> id.startsWith(".") || RunLock.held(locks, id));
      RunLock.sweep(locks);
    }
  }

  /** Where a program stages, unless somebody says otherwise. */
  static Path root(Program program, @Nullable Path wanted, Home home) {
    if (wanted != null) {
      return wanted;
    }
    // In a store that the run itself makes nothing can be staged before there is one.
    return program.makesItsOwnSet()
        ? home.stage()
        : besideASet(program).map(Staging::tightened).orElse(home.stage());
  }

  private static Optional<Path> besideASet(Program program) {
    return program.resources().values().stream()
        .filter(Store.class::isInstance)
        .map(store -> ((Store) store).staging())
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** One that was there before, and open to others, would let them swap what is staged. */
  private static Path tightened(Path staging) {
    try {
      if (Files.isDirectory(staging)) {
        Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException | UnsupportedOperationException e) {
      // A file system without permissions; what is staged is proven again before it is used.
    }
    return staging;
  }

  StagedSet set() {
    return set;
  }

  /** Where steps find room for themselves; it goes with the set. */
  Path scratch() {
    return set.directory().resolve(".scratch");
  }

  @Override
  public void close() {
    try {
      set.remove();
    } finally {
      lock.close();
    }
  }
}
