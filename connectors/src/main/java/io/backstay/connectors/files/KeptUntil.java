package io.backstay.connectors.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The notes beside previous trees that say from when on they may be deleted. A time in a file can
 * be read by people and survives copies; the times of the tree itself belong to the data.
 */
record KeptUntil(Disk disk) {

  /** What stands for a previous tree where there was none. */
  static final String NONE = ".none";

  private static final String ENDING = ".keep-until";

  /** What a note is called until it is complete; see {@link Disk#write}. */
  private static final String UNFINISHED = ".new";

  void write(Path tree, Instant until) throws IOException {
    disk.write(note(tree), until + "\n");
  }

  /** From now on the tree is kept whatever the time. */
  void remove(Path tree) throws IOException {
    disk.delete(note(tree));
    disk.delete(Path.of(note(tree) + UNFINISHED));
  }

  /** Deletes trees whose time is over, and then their notes. */
  List<Path> sweep(Path directory, String prefix, Instant now) throws IOException {
    List<Path> swept = new ArrayList<>();
    if (disk.exists(directory)) {
      for (Path note : disk.children(directory)) {
        String name = note.getFileName().toString();
        if (name.startsWith(prefix) && name.endsWith(ENDING) && over(note, now)) {
          Path tree = directory.resolve(name.substring(0, name.length() - ENDING.length()));
          disk.delete(tree);
          disk.delete(Path.of(tree + NONE));
          disk.delete(note);
          swept.add(tree);
        }
      }
    }
    return swept;
  }

  private boolean over(Path note, Instant now) throws IOException {
    return read(note).filter(until -> !now.isBefore(until)).isPresent();
  }

  private Optional<Instant> read(Path note) throws IOException {
    try {
      return Optional.of(Instant.parse(disk.read(note).strip()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Path note(Path tree) {
    return tree.resolveSibling(tree.getFileName() + ENDING);
  }
}
