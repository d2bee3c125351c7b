package io.backstay.spi;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** A source that is a tree of files. */
public interface TreeSource extends Source {
  /** The debt that removes what has come in and was not swapped in. */
  String DISCARD_INCOMING = "discard-incoming";

  /** The debt that takes the swap back; without a swap nothing happens. */
  String SWAP_BACK = "swap-back";

  /**
   * The debt that deletes what a swap has kept, if its time is over and nobody has tried to take
   * the swap back; for trees that are not kept beyond the run.
   */
  String DROP_PREVIOUS = "drop-previous";

  /**
   * The fact that lists sources, by name, for which an unpacked archive had no root: nothing was
   * made ready for them, and swapping it in changes nothing.
   */
  String NOT_IN_ARCHIVE = "not-in-archive";

  /** Whether the archive that was just unpacked had nothing for a source. */
  static boolean nothingFor(Ref source, Facts step) {
    return step.get(NOT_IN_ARCHIVE).orElse(List.of()) instanceof List<?> names
        && names.contains(source.name());
  }

  /**
   * Counts what the tree holds, answered as the facts {@code files} (regular files, those with
   * several names once) and {@code bytes} (of their content). Archiving a tree records the same two
   * about what went into the archive, as a map under the fact {@code files} of the source.
   */
  record Totals() implements Request {
    @Override
    public String says() {
      return "files counted";
    }
  }

  /**
   * Asks, for {@link Op.Producer.From}, for a tree as a tar stream whose members stand under the
   * name of who gives it: it becomes an archive with a list of its members.
   */
  interface Archived extends Request {}

  /** Opens the tree for reading. */
  Tree tree(Tools tools);

  /**
   * An empty place beside the live tree, on the same file system, for what is restored. Removed by
   * the debt {@link #DISCARD_INCOMING}.
   */
  Incoming incoming(Tools tools);

  /**
   * The request that swaps what came in with what is there, for {@link Op.Change} with {@link
   * Op.Verb#RENAME}. What was there is kept so long; {@link #SWAP_BACK} puts it back.
   */
  Request swapIn(java.time.Duration keepPrevious);

  /** A tree to read. */
  sealed interface Tree extends AutoCloseable {
    /**
     * A directory this process can read.
     *
     * @param root the directory
     * @param include globs relative to the root; empty means all
     * @param exclude globs relative to the root
     */
    record Directory(Path root, List<String> include, List<String> exclude) implements Tree {
      @Override
      public void close() {}
    }

    /** A tar stream whose members stand under the source's name. */
    non-sealed interface Tar extends Tree {
      /** The stream; its completeness is judged by the runtime. */
      InputStream bytes();

      @Override
      void close();
    }

    @Override
    void close();
  }

  /** Where restored files go first. */
  sealed interface Incoming {
    /**
     * A directory this process can write.
     *
     * @param directory exists and is empty
     */
    record Directory(Path directory) implements Incoming {}

    /** A place only reachable as a tar stream. */
    non-sealed interface Tar extends Incoming {
      /**
       * Writes the whole stream, in which everything stands under one root directory of any name;
       * returns when the other side has confirmed it.
       */
      void write(InputStream tar);
    }
  }
}
