package io.backstay.run.stream;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an archive is made of.
 *
 * @param roots trees that stand side by side in it, each under its own name
 * @param whenChanging what to do about files that change while they are read
 * @param inventory final name of the inventory that is written beside it
 * @param base the inventory of an archive that has what has not changed, so that this one leaves it
 *     out; null to take everything
 */
public record Archive(
    List<Root> roots, WhenChanging whenChanging, Path inventory, @Nullable StoredFile base) {
  public Archive {
    roots = List.copyOf(roots);
  }

  /** One that takes everything. */
  public Archive(List<Root> roots, WhenChanging whenChanging, Path inventory) {
    this(roots, whenChanging, inventory, null);
  }

  /** A tree in an archive. */
  public sealed interface Root {
    /** The first part of all its members' names; one plain file name. */
    String name();
  }

  /**
   * A directory this process can read.
   *
   * @param name its name in the archive
   * @param directory where it is
   * @param include globs of what to take; empty takes all
   * @param exclude globs of what to leave out, which wins
   * @param memory what tells which files need not be read; null reads all of them
   */
  public record Tree(
      String name,
      Path directory,
      List<String> include,
      List<String> exclude,
      @Nullable Memory memory)
      implements Root {
    public Tree {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
    }

    /** One of which all files are read. */
    public Tree(String name, Path directory, List<String> include, List<String> exclude) {
      this(name, directory, include, exclude, null);
    }
  }

  /**
   * What is remembered of the files of a tree, so that those nobody has touched are not read again.
   *
   * @param file where it stands; it need not exist, and is replaced when the archive is stored
   * @param scratch a directory that goes with the run
   * @param clock the one that files get their times from
   */
  public record Memory(Path file, Path scratch, Clock clock) {}

  /**
   * A tree that comes as a tar stream; its bytes are taken over as they are, up to its end.
   *
   * @param name what the names of all its members start with
   * @param tar the stream
   */
  public record Tarred(String name, InputStream tar) implements Root {}

  /** What to do about a file that changes while it is read. */
  public enum WhenChanging {
    /** The archive fails. */
    FAIL,
    /** It is read again, a few times; then the archive fails. */
    RETRY,
    /** It is kept as it was read, and named in the report. */
    RECORD
  }
}
