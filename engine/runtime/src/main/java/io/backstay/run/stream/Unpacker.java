package io.backstay.run.stream;

import io.backstay.run.stream.Targets.Place;
import io.backstay.run.stream.Unpacking.Specials;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the members of an archive as they come. */
final class Unpacker implements TarHandler, AutoCloseable {
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(Blocks.SIZE).asReadOnlyBuffer();

  private final Unpacking plan;
  private final Limits limits;
  private final Targets targets;
  private final Restoring restoring;
  private final DirectoryNotes directories = new DirectoryNotes();
  private Totals totals = Totals.NONE;
  private long skipped;
  private long attributes;
  private @Nullable Place place;
  private @Nullable FileChannel file;
  private long position;

  Unpacker(Unpacking plan, Limits limits, Targets targets) throws IOException {
    this.plan = plan;
    this.limits = limits;
    this.targets = targets;
    this.restoring = new Restoring(plan.owners(), plan.setIds());
  }

  @Override
  public void member(Member member) throws IOException {
    limits.count(member);
    place = targets.place(member.name());
    if (place != null) {
      make(member, place, targets.tree(place.target()));
    }
  }

  private void make(Member member, Place to, TargetTree tree) throws IOException {
    MemberPath path = to.path();
    if (path.isTop() && member.type() != Member.Type.DIRECTORY) {
      throw MemberPath.refused(member.name(), "a root has to be a directory");
    }
    switch (member.type()) {
      case FILE -> {
        file = tree.makeFile(path);
        position = 0;
      }
      case DIRECTORY -> {
        if (!path.isTop()) {
          tree.makeDirectory(path);
        }
        directories.add(to.target(), member.renamed(String.join("/", path.parts())));
      }
      case SYMLINK -> tree.make(path, at -> symlink(at, member));
      case HARDLINK -> tree.link(path, linked(member, to));
      case FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> {
        if (plan.specials() == Specials.SKIP) {
          skipped++;
          return;
        }
        special(member, path, tree);
      }
    }
    attributes += member.attributes() ? 1 : 0;
    totals = totals.plus(member);
  }

  private void symlink(Path at, Member member) throws IOException {
    if (member.target().isEmpty() || member.target().indexOf('\0') >= 0) {
      throw MemberPath.refused(member.name(), "it is a link to nothing");
    }
    Files.createSymbolicLink(at, RawName.toPath(member.target()));
    restoring.restoreLink(at, member);
  }

  private MemberPath linked(Member member, Place from) throws StreamException {
    Place to = targets.place(member.target());
    if (to == null || to.target() != from.target()) {
      throw MemberPath.refused(
          member.name(), "it links to " + RawName.shown(member.target()) + ", outside its root");
    }
    return to.path();
  }

  private void special(Member member, MemberPath path, TargetTree tree) throws IOException {
    if (plan.specials() == Specials.REFUSE) {
      throw MemberPath.refused(
          member.name(), "it is a " + InventoryWords.of(member.type()).replace('-', ' '));
    }
    tree.make(path, at -> SpecialFile.make(at, member, plan));
  }

  @Override
  public void content(ByteBuffer bytes) throws IOException {
    FileChannel open = file;
    if (open == null) {
      return;
    }
    int size = bytes.remaining();
    if (bytes.mismatch(ZEROS.slice(0, size)) >= 0) {
      write(open, bytes);
    }
    position += size;
  }

  /** A stretch of zeros is not written, so the position may be behind. */
  private void write(FileChannel open, ByteBuffer bytes) throws IOException {
    try {
      if (open.position() != position) {
        open.position(position);
      }
      while (bytes.hasRemaining()) {
        open.write(bytes);
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw WriteFailure.of(path(), bytes.remaining(), e);
    }
  }

  private Path path() {
    Place current = place;
    if (current == null) {
      throw new IllegalStateException("there is no current member");
    }
    return targets.tree(current.target()).path(current.path());
  }

  @Override
  public void hole(long length) {
    position += length;
  }

  @Override
  public void end(Member member) throws IOException {
    FileChannel open = file;
    Place current = place;
    if (open != null && current != null) {
      file = null;
      finish(open);
      TargetTree tree = targets.tree(current.target());
      tree.restore(current.path(), member, restoring);
    }
  }

  /** Closes a file; where it ends with a hole its last byte gives it its size. */
  private void finish(FileChannel open) throws IOException {
    try (open) {
      if (open.position() < position) {
        open.write(ZEROS.slice(0, 1), position - 1);
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw WriteFailure.of(path(), 1, e);
    }
  }

  /** Everything came: gives directories what they had. */
  Unpacked finish() throws IOException {
    targets.finish();
    directories.backwards(
        (target, member) -> targets.tree(target).restoreDirectory(member, restoring));
    return new Unpacked(totals, skipped, attributes);
  }

  @Override
  public void close() {
    if (file != null) {
      Closing.quietly(file);
    }
    directories.close();
  }
}
