package io.backstay.connectors.files;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
  private final Moves moves;

  ChildrenSwap(Path live, String id, Moves moves) {
    this.live = live;
    this.area = live.resolve(AREA);
    this.incoming = area.resolve("incoming-" + id);
    this.before = area.resolve("before-" + id);
    this.filling = area.resolve("before-" + id + ".filling");
    this.returning = area.resolve("before-" + id + ".returning");
    this.moves = moves;
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
      Swap.refuseMountsBelow(live);
      if (!moves.exists(area)) {
        Files.createDirectory(area, Moves.PRIVATE);
      }
      refuseForeignArea();
      moves.delete(incoming);
      moves.directoryLike(incoming, live);
    } catch (IOException e) {
      throw Swap.failed("cannot make `" + incoming + "`", e);
    }
  }

  // Whoever may write into the directory could have put a link here that leads elsewhere.
  private void refuseForeignArea() throws IOException {
    boolean directory = Files.isDirectory(area, LinkOption.NOFOLLOW_LINKS);
    if (!directory || !moves.ours(area)) {
      throw Failure.of("R420", "`" + area + "` is not a directory that backstay made")
          .help("The name is reserved; rename what is there.");
    }
  }

  @Override
  public void swap() {
    try {
      if (moves.exists(before) && !moves.exists(incoming)) {
        return;
      }
      refuseUnlessPrepared();
      if (!moves.exists(before)) {
        moves.directoryLike(filling, live);
        moves.renameChildren(live, filling, AREA);
        step(filling, before);
      }
      Map<String, Object> look = moves.look(incoming);
      moves.renameChildren(incoming, live, AREA);
      moves.wear(live, look);
      Files.delete(incoming);
      moves.sync(area);
    } catch (IOException e) {
      throw Swap.failed("cannot swap what `" + live + "` holds", e);
    }
  }

  private void refuseUnlessPrepared() throws IOException {
    if (moves.exists(returning)) {
      throw Failure.of("R420", "`" + live + "` is being swapped back; finish that first");
    }
    if (!moves.exists(incoming)) {
      throw Failure.of("R420", "cannot swap `" + live + "`: `" + incoming + "` is not there");
    }
    if (moves.exists(incoming.resolve(AREA))) {
      throw Failure.of("R420", "what came in for `" + live + "` holds the reserved name " + AREA);
    }
    refuseForeignArea();
    Swap.refuseMountsBelow(live);
  }

  @Override
  public void undo() {
    try {
      new KeptUntil(moves).remove(before);
      if (moves.exists(filling)) {
        moves.renameChildren(filling, live, "");
        Files.delete(filling);
      }
      if (moves.exists(before)) {
        moves.directoryLike(incoming, live);
        moves.renameChildren(live, incoming, AREA);
        step(before, returning);
      }
      if (moves.exists(returning)) {
        Map<String, Object> look = moves.look(returning);
        moves.renameChildren(returning, live, "");
        moves.wear(live, look);
        Files.delete(returning);
        moves.sync(area);
      }
    } catch (IOException e) {
      throw Swap.failed("cannot swap what `" + live + "` holds back", e);
    }
  }

  private void step(Path from, Path to) throws IOException {
    moves.sync(area);
    moves.rename(from, to);
    moves.sync(area);
  }

  @Override
  public boolean swapped() {
    return moves.exists(filling) || moves.exists(before) || moves.exists(returning);
  }

  @Override
  public void discard() {
    delete(incoming);
  }

  @Override
  public void keepUntil(Instant then) {
    try {
      new KeptUntil(moves).write(before, then);
    } catch (IOException e) {
      throw Swap.failed("cannot note how long `" + before + "` is kept", e);
    }
  }

  @Override
  public List<Path> sweep(Instant now) {
    try {
      List<Path> swept = new KeptUntil(moves).sweep(area, "before-", now);
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
      new KeptUntil(moves).remove(before);
      dropEmptyArea();
    } catch (IOException e) {
      throw Swap.failed("cannot delete the note beside `" + before + "`", e);
    }
  }

  private void delete(Path tree) {
    try {
      moves.delete(tree);
      dropEmptyArea();
    } catch (IOException e) {
      throw Swap.failed("cannot delete `" + tree + "`", e);
    }
  }

  private void dropEmptyArea() throws IOException {
    if (moves.exists(area) && moves.children(area).isEmpty()) {
      Files.delete(area);
    }
  }
}
