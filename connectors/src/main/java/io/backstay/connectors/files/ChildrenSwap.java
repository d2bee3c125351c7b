package io.backstay.connectors.files;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Swaps what a directory holds, child by child, within a reserved area inside it.
 *
 * <p>The name of the previous tree says how far it is. While {@code before-ID.filling} exists, the
 * old children are on their way out and no new one is in; from {@code before-ID} on, every child of
 * the directory is new or comes in; while {@code before-ID.returning} exists, every child is old or
 * comes back. Each of these names changes only after the renames before it are durable.
 *
 * <p>Unlike a rename this is not one instant: until it has ended, whoever uses the directory has to
 * be stopped.
 */
final class ChildrenSwap implements Swap {

  private final Path live;
  private final Path area;
  private final Path incoming;
  private final Path before;
  private final Path filling;
  private final Path returning;
  private final Disk disk;

  ChildrenSwap(Path live, String id, Disk disk) {
    this.live = live;
    this.area = live.resolve(AREA);
    this.incoming = area.resolve("incoming-" + id);
    this.before = area.resolve("before-" + id);
    this.filling = area.resolve("before-" + id + ".filling");
    this.returning = area.resolve("before-" + id + ".returning");
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
      if (!disk.exists(area)) {
        disk.makeDirectory(area);
      }
      refuseForeignArea();
      disk.delete(incoming);
      disk.directoryLike(incoming, live);
    } catch (IOException e) {
      throw Swap.failed("cannot make `" + incoming + "`", e);
    }
  }

  // Whoever may write into the directory could have put a link here that leads elsewhere.
  private void refuseForeignArea() throws IOException {
    if (!disk.ownDirectory(area)) {
      throw Failure.of("R420", "`" + area + "` is not a directory that backstay made")
          .help("The name is reserved; rename what is there.");
    }
  }

  @Override
  public void swap() {
    try {
      if (disk.exists(before) && !disk.exists(incoming)) {
        return;
      }
      refuseUnlessPrepared();
      disk.flush(incoming);
      if (!disk.exists(before)) {
        disk.directoryLike(filling, live);
        disk.renameChildren(live, filling, AREA);
        step(filling, before);
      }
      Disk.Look look = disk.look(incoming);
      disk.renameChildren(incoming, live, AREA);
      disk.wear(live, look);
      disk.deleteEmpty(incoming);
      disk.sync(area);
    } catch (IOException e) {
      throw Swap.failed("cannot swap what `" + live + "` holds", e);
    }
  }

  private void refuseUnlessPrepared() throws IOException {
    if (disk.exists(returning)) {
      throw Failure.of("R420", "`" + live + "` is being swapped back; finish that first");
    }
    if (!disk.exists(incoming)) {
      throw Failure.of("R420", "cannot swap `" + live + "`: `" + incoming + "` is not there");
    }
    if (disk.exists(incoming.resolve(AREA))) {
      throw Failure.of("R420", "what came in for `" + live + "` holds the reserved name " + AREA);
    }
    refuseForeignArea();
    Swap.refuseMountsBelow(live, disk);
  }

  @Override
  public void undo() {
    try {
      new KeptUntil(disk).remove(before);
      if (disk.exists(filling)) {
        disk.renameChildren(filling, live, "");
        disk.deleteEmpty(filling);
      }
      if (disk.exists(before)) {
        disk.directoryLike(incoming, live);
        disk.renameChildren(live, incoming, AREA);
        step(before, returning);
      }
      if (disk.exists(returning)) {
        Disk.Look look = disk.look(returning);
        disk.renameChildren(returning, live, "");
        disk.wear(live, look);
        disk.deleteEmpty(returning);
        disk.sync(area);
      }
    } catch (IOException e) {
      throw Swap.failed("cannot swap what `" + live + "` holds back", e);
    }
  }

  private void step(Path from, Path to) throws IOException {
    disk.sync(area);
    disk.rename(from, to);
    disk.sync(area);
  }

  @Override
  public boolean cameIn() {
    try {
      return disk.exists(incoming);
    } catch (IOException e) {
      throw Swap.failed("cannot look at `" + area + "`", e);
    }
  }

  @Override
  public boolean swapped() {
    try {
      return disk.exists(filling) || disk.exists(before) || disk.exists(returning);
    } catch (IOException e) {
      throw Swap.failed("cannot look at `" + area + "`", e);
    }
  }

  @Override
  public void discard() {
    delete(incoming.resolveSibling(incoming.getFileName() + ".new"));
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
      List<Path> swept = new KeptUntil(disk).sweep(area, "before-", now);
      dropEmptyArea();
      return swept;
    } catch (IOException e) {
      throw Swap.failed("cannot delete what was kept of `" + live + "`", e);
    }
  }

  @Override
  public void forget() {
    delete(before);
    try {
      new KeptUntil(disk).remove(before);
      dropEmptyArea();
    } catch (IOException e) {
      throw Swap.failed("cannot delete the note beside `" + before + "`", e);
    }
  }

  private void delete(Path tree) {
    try {
      disk.delete(tree);
      dropEmptyArea();
    } catch (IOException e) {
      throw Swap.failed("cannot delete `" + tree + "`", e);
    }
  }

  private void dropEmptyArea() throws IOException {
    if (disk.exists(area) && disk.children(area).isEmpty()) {
      disk.deleteEmpty(area);
    }
  }
}
