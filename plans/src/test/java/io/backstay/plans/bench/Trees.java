package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntFunction;

/** Trees of files to back up, made once and then left alone. */
final class Trees {
  private static final int MIB = 1 << 20;
  private static final int SMALL_FILES = 20_000;
  private static final int SMALL_MOST = 60_000;

  private final Settings settings;
  private final Prose prose = new Prose(20_260_101);

  Trees(Settings settings) {
    this.settings = settings;
  }

  /** 20,000 text files of some 15 kB each, 300 MB in all. */
  Path small() throws IOException {
    return once("small", this::smallFiles);
  }

  /** The same and large files: 0.6 GB of logs and 1.1 GB of what is compressed already. */
  Path mixed() throws IOException {
    return once(
        "mixed",
        root -> {
          smallFiles(root.resolve("notes"));
          large(root.resolve("logs"), settings.bytes(600L * MIB), prose::some);
          large(root.resolve("media"), settings.bytes(1050L * MIB), prose::noise);
        });
  }

  /**
   * One tree of so many bytes that are quick to compress, for looking at memory only; made anew in
   * a directory, because nobody has room for it afterwards.
   */
  void repetitive(Path root, long bytes) throws IOException {
    ByteBuffer same = prose.noise(MIB);
    large(root, settings.bytes(bytes), length -> same.slice(0, length));
  }

  /** So many files with next to nothing in them. */
  Path crowd(int files) throws IOException {
    return once(
        "crowd-" + files,
        root -> {
          for (int i = 0; i < settings.count(files); i++) {
            Path directory = root.resolve("d" + i / 1000);
            if (i % 1000 == 0) {
              Files.createDirectories(directory);
            }
            Files.write(directory.resolve("f" + i), new byte[] {(byte) i});
          }
        });
  }

  private interface Filling {
    void into(Path root) throws IOException;
  }

  private Path once(String name, Filling filling) throws IOException {
    Path root = settings.home().resolve("data").resolve(name + "-" + settings.scale());
    if (!Files.exists(root)) {
      Path part = Files.createDirectories(root.resolveSibling(root.getFileName() + ".part"));
      filling.into(part);
      Files.move(part, root);
    }
    return root;
  }

  private void smallFiles(Path root) throws IOException {
    for (int i = 0; i < settings.count(SMALL_FILES); i++) {
      Path directory = root.resolve("shelf-" + i / 100 + "/box-" + i / 20 % 5);
      Files.createDirectories(directory);
      // Most are small and a few are not: 15 kB on average.
      int size = (int) (Math.pow(prose.fraction(), 3) * SMALL_MOST);
      write(directory.resolve("note-" + i + ".md"), size, prose::some);
    }
  }

  private void large(Path root, long bytes, IntFunction<ByteBuffer> content) throws IOException {
    Files.createDirectories(root);
    long most = 150L * MIB;
    for (long left = bytes; left > 0; left -= most) {
      write(root.resolve("part-" + left), Math.min(left, most), content);
    }
  }

  private static void write(Path file, long size, IntFunction<ByteBuffer> content)
      throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(0);
      for (long left = size; left > 0; ) {
        left -= out.write(content.apply((int) Math.min(left, MIB)));
      }
    }
  }
}
