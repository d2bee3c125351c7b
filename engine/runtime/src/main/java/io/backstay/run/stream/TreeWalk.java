package io.backstay.run.stream;

import io.backstay.run.stream.Archive.Tree;
import io.backstay.run.stream.StreamException.Kind;
import io.backstay.spi.Globs;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Walks a tree depth first in the system's own order, so that no listing is ever held. Links are
 * shown, never followed.
 */
final class TreeWalk {
  private final Tree tree;
  private final Owners owners;
  private final Visitor visitor;
  private final Globs include;
  private final Globs exclude;

  TreeWalk(Tree tree, Owners owners, Visitor visitor) {
    this.tree = tree;
    this.owners = owners;
    this.visitor = visitor;
    this.include = new Globs(tree.include());
    this.exclude = new Globs(tree.exclude());
  }

  /** Told about each entry, parents first. */
  interface Visitor {
    /** A file; its content is read through the directory, which has to be retained for later. */
    void file(OpenDirectory directory, Path name, Stat stat, Member member)
        throws IOException, InterruptedException;

    /** Anything that is complete without content. */
    void other(Member member) throws IOException, InterruptedException;

    /** A socket, which no archive can hold. */
    void socket(String name);

    /** An entry that was listed and is gone. */
    void vanished(String name) throws IOException;
  }

  /** A directory on the way down, which is only shown once something in it is wanted. */
  private static final class Level {
    final @Nullable Level parent;
    final OpenDirectory directory;
    final Path relative;
    final Member member;
    final boolean wanted;
    boolean shown;

    Level(
        @Nullable Level parent,
        OpenDirectory directory,
        Path relative,
        Member member,
        boolean wanted) {
      this.parent = parent;
      this.directory = directory;
      this.relative = relative;
      this.member = member;
      this.wanted = wanted;
    }
  }

  void run() throws IOException, InterruptedException {
    OpenDirectory top = OpenDirectory.top(tree.directory().toRealPath());
    try {
      Stat stat = Stat.of(top, null);
      Member member = stat.member(tree.name(), Member.Type.DIRECTORY, "", owners);
      Level level = new Level(null, top, Path.of(""), member, include.isEmpty());
      show(level);
      walk(level);
    } finally {
      top.release();
    }
  }

  private void walk(Level level) throws IOException, InterruptedException {
    try {
      for (Iterator<Path> all = level.directory.entries(); all.hasNext(); ) {
        enter(level, all.next().getFileName());
      }
    } catch (DirectoryIteratorException e) {
      throw unreadable(level.directory.path(null), cause(e));
    }
  }

  private static IOException cause(DirectoryIteratorException e) {
    return e.getCause() == null ? new IOException(e) : e.getCause();
  }

  private void enter(Level level, Path name) throws IOException, InterruptedException {
    String archived = level.member.name() + "/" + RawName.of(name);
    try {
      enter(level, name, archived, Stat.of(level.directory, name));
    } catch (NoSuchFileException e) {
      visitor.vanished(archived);
    }
  }

  private void enter(Level level, Path name, String archived, Stat stat)
      throws IOException, InterruptedException {
    Member.@Nullable Type type = stat.type();
    boolean directory = type == Member.Type.DIRECTORY;
    Path relative = level.relative.resolve(name);
    if (exclude.match(relative, directory)) {
      return;
    }
    boolean wanted = level.wanted || include.match(relative, directory);
    if (type == null) {
      visitor.socket(archived);
    } else if (directory) {
      descend(level, name, stat.member(archived, type, "", owners), relative, wanted);
    } else if (wanted) {
      show(level);
      leaf(level.directory, name, stat, archived, type);
    }
  }

  private void descend(Level parent, Path name, Member member, Path relative, boolean wanted)
      throws IOException, InterruptedException {
    OpenDirectory directory = opened(parent.directory, name);
    try {
      Level level = new Level(parent, directory, relative, member, wanted);
      if (wanted) {
        show(level);
      }
      walk(level);
    } finally {
      directory.release();
    }
  }

  private static OpenDirectory opened(OpenDirectory parent, Path name) throws IOException {
    try {
      return parent.open(name);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(parent.path(name), e);
    }
  }

  private void show(Level level) throws IOException, InterruptedException {
    if (!level.shown) {
      level.shown = true;
      if (level.parent != null) {
        show(level.parent);
      }
      visitor.other(level.member);
    }
  }

  private void leaf(
      OpenDirectory directory, Path name, Stat stat, String archived, Member.Type type)
      throws IOException, InterruptedException {
    if (type == Member.Type.FILE) {
      visitor.file(directory, name, stat, stat.member(archived, type, "", owners));
      return;
    }
    String target =
        type == Member.Type.SYMLINK ? RawName.of(Files.readSymbolicLink(directory.path(name))) : "";
    visitor.other(stat.member(archived, type, target, owners));
  }

  private static StreamException unreadable(Path path, IOException cause) {
    return StreamException.of(Kind.UNREADABLE, "`" + path + "` cannot be read: " + Reason.of(cause))
        .because(cause);
  }
}
