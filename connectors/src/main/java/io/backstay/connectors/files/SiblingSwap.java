package io.backstay.connectors.files;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Swaps a directory by renaming it and its successor, which stands beside it: two renames, so that
 * the live name is missing for an instant and never holds a mixture.
 *
 * <p>The names on disk say how far it is: live and incoming, before the swap; incoming and before,
 * between the renames; live and before, after it. Where nothing was live, an empty file stands for
 * the previous tree, so that "there was none" and "nothing happened" stay apart.
 */
final class SiblingSwap implements Swap {

  private final Path live;
  private final Path parent;
  private final Path incoming;
  private final Path before;
  private final Path none;
  private final LocalDisk disk;

  SiblingSwap(Path live, String id, LocalDisk disk) {
    String name = "." + live.getFileName();
    this.live = live;
    this.parent = Objects.requireNonNull(live.getParent(), "the root is always a mount point");
    this.incoming = live.resolveSibling(name + ".incoming-" + id);
    this.before = live.resolveSibling(name + ".before-" + id);
    this.none = live.resolveSibling(name + ".before-" + id + KeptUntil.NONE);
    this.disk = disk;
  }

  @Override
  public Path incoming() {
    return incoming;
  }

  @Override
  public Path previous() {
    return before;
  }

  @Override
  public void prepare() {
    try {
      Swap.refuseMountsBelow(live, disk);
      disk.delete(incoming);
      if (disk.exists(live)) {
        disk.directoryLike(incoming, live);
      } else {
        Files.createDirectory(incoming);
      }
    } catch (IOException e) {
      throw Swap.failed("cannot make `" + incoming + "`", e);
    }
  }

  @Override
  public void swap() {
    if (swapped() && !disk.exists(incoming)) {
      return;
    }
    if (!disk.exists(incoming)) {
      throw Failure.of("R420", "cannot swap `" + live + "`: `" + incoming + "` is not there");
    }
    try {
      disk.flush(incoming);
      setAside();
      disk.rename(incoming, live);
      disk.sync(parent);
    } catch (IOException e) {
      throw Swap.failed("cannot swap `" + live + "`", e);
    }
  }

  private void setAside() throws IOException {
    if (disk.exists(before)) {
      makeWay();
    } else if (disk.exists(live)) {
      Swap.refuseMountsBelow(live, disk);
      disk.rename(live, before);
    } else if (!disk.exists(none)) {
      Files.createFile(none);
    }
    disk.sync(parent);
  }

  @Override
  public void undo() {
    try {
      if (swapped()) {
        new KeptUntil(disk).remove(before);
        takeBack();
        disk.sync(parent);
      }
    } catch (IOException e) {
      throw Swap.failed("cannot swap `" + live + "` back", e);
    }
  }

  private void takeBack() throws IOException {
    if (disk.exists(incoming)) {
      makeWay();
    } else if (disk.exists(live)) {
      disk.rename(live, incoming);
    }
    if (disk.exists(before)) {
      disk.rename(before, live);
    }
    Files.deleteIfExists(none);
  }

  // Between the renames nothing is live; an engine that starts a container then makes an empty
  // directory where a bind mount should be. Anything else there is somebody's data.
  private void makeWay() throws IOException {
    if (!disk.exists(live)) {
      return;
    }
    if (!Files.isDirectory(live) || !disk.children(live).isEmpty()) {
      throw Failure.of(
              "R420", "`" + live + "` was written to while it was being swapped and is in the way")
          .help("Move it aside, then resume; the tree that was live is `" + before + "`.");
    }
    Files.delete(live);
  }

  @Override
  public boolean cameIn() {
    return disk.exists(incoming);
  }

  @Override
  public boolean swapped() {
    return disk.exists(before) || disk.exists(none);
  }

  @Override
  public void discard() {
    delete(incoming);
  }

  @Override
  public void keepUntil(Instant then) {
    try {
      new KeptUntil(disk).write(before, then);
    } catch (IOException e) {
      throw Swap.failed("cannot note how long `" + before + "` is kept", e);
    }
  }

  @Override
  public List<Path> sweep(Instant now) {
    try {
      return new KeptUntil(disk).sweep(parent, "." + live.getFileName() + ".before-", now);
    } catch (IOException e) {
      throw Swap.failed("cannot delete what was kept of `" + live + "`", e);
    }
  }

  @Override
  public void forget() {
    delete(before);
    delete(none);
    try {
      new KeptUntil(disk).remove(before);
    } catch (IOException e) {
      throw Swap.failed("cannot delete the note beside `" + before + "`", e);
    }
  }

  private void delete(Path tree) {
    try {
      disk.delete(tree);
    } catch (IOException e) {
      throw Swap.failed("cannot delete `" + tree + "`", e);
    }
  }
}
