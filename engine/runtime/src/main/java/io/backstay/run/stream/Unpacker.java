package io.backstay.run.stream;

import io.backstay.run.stream.Targets.Place;
import io.backstay.run.stream.Unpacking.Specials;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the members of an archive as they come. */
final class Unpacker implements TarHandler, AutoCloseable {
  /** From this size on, writing a file past the cache is worth what that takes. */
  private static final long LARGE = 4L * PastCache.SIZE;

  private final Unpacking plan;
  private final Limits limits;
  private final Targets targets;
  private final Restoring restoring;
  private final DirectoryNotes directories = new DirectoryNotes();
  private Totals totals = Totals.NONE;
  private long skipped;
  private long attributes;
  private @Nullable Place place;
  private @Nullable UnpackedFile file;
  private @Nullable ByteBuffer buffer;

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
      case FILE -> file = file(path, tree, member.size());
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

  private UnpackedFile file(MemberPath path, TargetTree tree, long size) throws IOException {
    if (size < LARGE) {
      return UnpackedFile.small(tree, path);
    }
    if (buffer == null) {
      buffer = PastCache.buffer(tree.path());
    }
    return UnpackedFile.large(tree, path, buffer);
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
    if (file != null) {
      file.content(bytes);
    }
  }

  @Override
  public void hole(long length) throws IOException {
    if (file != null) {
      file.hole(length);
    }
  }

  @Override
  public void end(Member member) throws IOException {
    Place current = place;
    if (file != null && current != null) {
      file.finish();
      file = null;
      targets.tree(current.target()).restore(current.path(), member, restoring);
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
      file.close();
    }
    directories.close();
  }
}
