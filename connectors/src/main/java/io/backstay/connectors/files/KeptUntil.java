package io.backstay.connectors.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The notes beside previous trees that say from when on they may be deleted. A time in a file can
 * be read by people and survives copies; the times of the tree itself belong to the data.
 */
record KeptUntil(Moves moves) {

  /** What stands for a previous tree where there was none. */
  static final String NONE = ".none";

  private static final String ENDING = ".keep-until";

  void write(Path tree, Instant until) throws IOException {
    Path unfinished = Path.of(note(tree) + ".new");
    Files.writeString(unfinished, until + "\n");
    Files.move(unfinished, note(tree), StandardCopyOption.ATOMIC_MOVE);
  }

  /** From now on the tree is kept whatever the time. */
  void remove(Path tree) throws IOException {
    Files.deleteIfExists(note(tree));
  }

  /** Deletes trees whose time is over, and then their notes. */
  List<Path> sweep(Path directory, String prefix, Instant now) throws IOException {
    List<Path> swept = new ArrayList<>();
    if (moves.exists(directory)) {
      for (Path note : moves.children(directory)) {
        String name = note.getFileName().toString();
        if (name.startsWith(prefix) && name.endsWith(ENDING) && over(note, now)) {
          Path tree = directory.resolve(name.substring(0, name.length() - ENDING.length()));
          moves.delete(tree);
          Files.deleteIfExists(Path.of(tree + NONE));
          Files.delete(note);
          swept.add(tree);
        }
      }
    }
    return swept;
  }

  private static boolean over(Path note, Instant now) throws IOException {
    return read(note).filter(until -> !now.isBefore(until)).isPresent();
  }

  private static Optional<Instant> read(Path note) throws IOException {
    try {
      return Optional.of(Instant.parse(Files.readString(note).strip()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Path note(Path tree) {
    return tree.resolveSibling(tree.getFileName() + ENDING);
  }
}
