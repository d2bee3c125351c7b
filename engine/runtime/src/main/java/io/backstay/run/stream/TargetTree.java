package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An empty directory that is being filled. Everything is made relative to directories held open,
 * none of them reached through a link; what the system only makes by path is made in a directory
 * nobody can guess and moved in.
 */
final class TargetTree implements AutoCloseable {
  private final OpenDirectory top;
  private final OpenDirectory stage;
  private final Path stageName;
  private final Owner made;
  private final List<Step> steps = new ArrayList<>();
  private final Set<List<String>> implied = new HashSet<>();
  private long staged;

  /** A directory on the way to where the last member went; the next is often near. */
  private record Step(String name, OpenDirectory directory) {}

  private TargetTree(OpenDirectory top, OpenDirectory stage, Path stageName) throws IOException {
    this.top = top;
    this.stage = stage;
    this.stageName = stageName;
    this.made = Owner.of(stage);
  }

  /**
   * Opens a target.
   *
   * @throws StreamException {@link Kind#REFUSED} when it is not an empty directory
   */
  static TargetTree open(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw StreamException.of(
          Kind.REFUSED, "`" + directory + "` is not a directory, so nothing is unpacked there");
    }
    OpenDirectory top = OpenDirectory.top(directory.toRealPath());
    try {
      if (top.entries().hasNext()) {
        throw StreamException.of(
            Kind.REFUSED, "`" + directory + "` is not empty, so nothing is unpacked there");
      }
      Path name = Path.of(".backstay-" + UUID.randomUUID());
      Files.createDirectory(top.path(name), OwnerOnly.DIRECTORY);
      return new TargetTree(top, top.open(name), name);
    } catch (IOException e) {
      top.release();
      throw e;
    }
  }

  /** A directory below the top, made for the time being where the archive did not list it. */
  OpenDirectory directory(MemberPath path, List<String> names) throws IOException {
    int common = 0;
    while (common < Math.min(steps.size(), names.size())
        && steps.get(common).name().equals(names.get(common))) {
      common++;
    }
    leave(common);
    for (int i = common; i < names.size(); i++) {
      steps.add(new Step(names.get(i), entered(path, names.subList(0, i + 1))));
    }
    return current();
  }

  private OpenDirectory current() {
    return steps.isEmpty() ? top : steps.getLast().directory();
  }

  private void leave(int depth) {
    while (steps.size() > depth) {
      steps.removeLast().directory().release();
    }
  }

  private OpenDirectory entered(MemberPath member, List<String> names) throws IOException {
    OpenDirectory parent = current();
    Path name = RawName.toPath(names.getLast());
    try {
      // Looked at before it is opened: opening a named pipe would wait for ever.
      if (!parent.attributes(name).isDirectory()) {
        throw notThrough(member, names);
      }
    } catch (NoSuchFileException e) {
      implied.add(List.copyOf(names));
      make(parent, name);
    }
    return parent.open(name);
  }

  private static StreamException notThrough(MemberPath member, List<String> names) {
    return MemberPath.refused(
        String.join("/", member.parts()),
        RawName.shown(String.join("/", names)) + " above it is not a directory");
  }

  /** Makes a directory the archive lists; one that had to be made before is taken over, once. */
  void makeDirectory(MemberPath path) throws IOException {
    OpenDirectory parent = directory(path, path.parents());
    if (!implied.remove(path.parts())) {
      refuseExisting(parent, path);
      make(parent, RawName.toPath(path.name()));
    }
  }

  private void make(OpenDirectory parent, Path name) throws IOException {
    Path made = staged();
    Files.createDirectory(stage.path(made), OwnerOnly.DIRECTORY);
    moveIn(made, parent, name);
  }

  /** A new file to write. */
  FileChannel makeFile(MemberPath path) throws IOException {
    OpenDirectory parent = directory(path, path.parents());
    try {
      return parent.create(RawName.toPath(path.name()));
    } catch (FileAlreadyExistsException e) {
      throw twice(path).because(e);
    }
  }

  /** A new file in a place nobody can guess; {@link #moveIn} gives it its name. */
  Apart makeApart(MemberPath path) throws IOException {
    refuseExisting(directory(path, path.parents()), path);
    Path made = staged();
    return new Apart(stage.path(made), stage.create(made));
  }

  /**
   * A file that is not where it is to be yet.
   *
   * @param path where it was made
   * @param file the file
   */
  record Apart(Path path, FileChannel file) {}

  /** Puts what was made apart at its place. */
  void moveIn(Path made, MemberPath path) throws IOException {
    OpenDirectory parent = directory(path, path.parents());
    moveIn(made.getFileName(), parent, RawName.toPath(path.name()));
  }

  /** Something that is made by path; the maker also gives it what has to be given by path. */
  void make(MemberPath path, Maker maker) throws IOException {
    OpenDirectory parent = directory(path, path.parents());
    refuseExisting(parent, path);
    Path made = staged();
    maker.make(stage.path(made));
    moveIn(made, parent, RawName.toPath(path.name()));
  }

  /** Makes something at a path. */
  interface Maker {
    void make(Path at) throws IOException;
  }

  /** Another name of something that was unpacked before. */
  void link(MemberPath path, MemberPath existing) throws IOException {
    if (existing.isTop()) {
      throw linksToNothing(path, existing);
    }
    OpenDirectory from = directory(existing, existing.parents());
    Path name = RawName.toPath(existing.name());
    Object wanted = linkable(from, name, path, existing);
    Path source = from.path(name);
    make(
        path,
        at -> {
          Files.createLink(at, source);
          if (!wanted.equals(stage.attributes(at.getFileName()).fileKey())) {
            throw linksToNothing(path, existing);
          }
        });
  }

  private static Object linkable(
      OpenDirectory from, Path name, MemberPath path, MemberPath existing) throws IOException {
    try {
      PosixFileAttributes attributes = from.attributes(name);
      Object key = attributes.fileKey();
      if (attributes.isDirectory() || key == null) {
        throw linksToNothing(path, existing);
      }
      return key;
    } catch (NoSuchFileException e) {
      throw linksToNothing(path, existing).because(e);
    }
  }

  private static StreamException linksToNothing(MemberPath path, MemberPath existing) {
    return MemberPath.refused(
        String.join("/", path.parts()),
        "it links to "
            + RawName.shown(String.join("/", existing.parts()))
            + ", which is no file unpacked before");
  }

  private static void refuseExisting(OpenDirectory parent, MemberPath path) throws IOException {
    try {
      parent.attributes(RawName.toPath(path.name()));
    } catch (NoSuchFileException e) {
      return;
    }
    throw twice(path);
  }

  private static StreamException twice(MemberPath path) {
    return MemberPath.refused(
        String.join("/", path.parts()),
        "it stands there already, or under a name this file system takes for the same");
  }

  private Path staged() {
    return Path.of(Long.toString(staged++));
  }

  private void moveIn(Path made, OpenDirectory parent, Path name) throws IOException {
    stage.move(made, parent, name);
  }

  /** Gives a file back what it had. */
  void restore(MemberPath path, Member member, Restoring restoring) throws IOException {
    OpenDirectory parent = directory(path, path.parents());
    restoring.restore(parent, RawName.toPath(path.name()), member, made);
  }

  /** Gives a directory back what it had; its name is the path below the top. */
  void restoreDirectory(Member member, Restoring restoring) throws IOException {
    MemberPath path = MemberPath.of(member.name().isEmpty() ? "." : member.name());
    restoring.restore(directory(path, path.parts()), null, member, made);
  }

  /** Where the tree is. */
  Path path() {
    return top.path(null);
  }

  /** Where a member is, for messages. */
  Path path(MemberPath path) {
    return top.path(RawName.toPath(String.join("/", path.parts())));
  }

  /** Removes the work space; nothing can be made any more. */
  void finish() throws IOException {
    top.remove(stageName);
  }

  @Override
  public void close() {
    leave(0);
    stage.release();
    top.release();
  }
}
