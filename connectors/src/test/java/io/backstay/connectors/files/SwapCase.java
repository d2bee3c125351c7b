package io.backstay.connectors.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A live tree, and what comes in beside it. */
abstract class SwapCase {

  /** Both ways to swap a directory; what a user sees is the same. */
  enum Way {
    SIBLING,
    CHILDREN;

    Swap on(Path live, LocalDisk disk) {
      return this == SIBLING
          ? new SiblingSwap(live, "r1", disk)
          : new ChildrenSwap(live, "r1", disk);
    }
  }

  /** Dies like a process: before the n-th rename, nothing after it happens. */
  static final class Mortal extends LocalDisk {
    private int left;

    Mortal(int renames) {
      left = renames;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      if (left-- <= 0) {
        throw new IOException("dead");
      }
      super.rename(from, to);
    }
  }

  @TempDir Path parent;
  Path live = Path.of("");

  @BeforeEach
  void liveTree() throws IOException {
    live = parent.resolve("data");
    write(live, "old");
    Files.setPosixFilePermissions(live, PosixFilePermissions.fromString("rwxr-x---"));
  }

  final Swap prepared(Way way) throws IOException {
    Swap swap = way.on(live, new LocalDisk());
    swap.prepare();
    write(swap.incoming(), "new");
    Files.delete(swap.incoming().resolve("new"));
    Files.writeString(swap.incoming().resolve("c"), "only new");
    Files.setPosixFilePermissions(swap.incoming(), PosixFilePermissions.fromString("rwxrwx---"));
    return swap;
  }

  static void write(Path tree, String word) throws IOException {
    Files.createDirectories(tree.resolve("a/deep"));
    Files.writeString(tree.resolve("a/deep/file"), word);
    Files.writeString(tree.resolve("b"), word);
    Files.writeString(tree.resolve(word), word);
  }

  static Map<String, String> fresh() {
    Map<String, String> seen = new TreeMap<>();
    seen.put("", "rwxrwx---");
    seen.put("a/deep/file", "new");
    seen.put("b", "new");
    seen.put("c", "only new");
    return seen;
  }

  static Map<String, String> seen(Path tree) throws IOException {
    Map<String, String> seen = new TreeMap<>();
    seen.put("", PosixFilePermissions.toString(Files.getPosixFilePermissions(tree)));
    try (Stream<Path> walk = Files.walk(tree)) {
      walk.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
          .filter(p -> !p.startsWith(tree.resolve(Swap.AREA)))
          .forEach(p -> seen.put(tree.relativize(p).toString(), text(p)));
    }
    return seen;
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
