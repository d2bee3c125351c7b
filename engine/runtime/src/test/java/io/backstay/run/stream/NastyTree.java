package io.backstay.run.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tree with one of everything that backups get wrong. */
final class NastyTree {
  private static final String SCRIPT =
      """
      set -e
      long=$(printf 'x%.0s' $(seq 250))
      mkdir -p empty deep/a/b/c "$long/$long" 'dir with  spaces'
      printf content > plain
      : > zero
      head -c 131072 /dev/urandom > one-block
      head -c 131073 /dev/urandom > one-block-and-one
      head -c 1500000 /dev/urandom > large
      truncate -s 3M sparse && printf end >> sparse
      printf x > "$long/$long/$(printf 'y%.0s' $(seq 100))"
      printf x > "exactly-a-hundred-$(printf 'z%.0s' $(seq 77))"
      printf x > "$(printf 'new\\nline')"
      printf x > "$(printf 'tab\\tand\\\\backslash')"
      printf x > '..\\..\\up'; printf x > 'C:\\x'; printf x > .backstay
      printf x > "$(printf 'not-utf8-\\xff\\xfe')"
      mkdir "$(printf 'dir-\\xe9')" && printf x > "$(printf 'dir-\\xe9/\\xc3\\xa9')"
      printf x > "$(printf 'long-not-utf8-%s-\\xff' "$(printf 'w%.0s' $(seq 200))")"
      printf x > 'größe-日本-😀'
      printf x > ' leading space'
      printf x > '-rf'
      printf x > '*'
      printf x > "quote'\\"\\$(id)"
      ln -s plain link
      ln -s nowhere/at/all dangling
      ln -s /etc/passwd absolute
      ln -s "$long/$long/$long" long-link
      ln -s "$(printf 'to-\\xff')" "$(printf 'link-\\xfe')"
      ln -s 'größe' 'verweis-ö'
      ln plain hard
      ln plain deep/a/hard-too
      ln large deep/hard-large
      ln link hard-link-of-a-link
      chmod 4755 one-block; chmod 2750 deep; chmod 1777 empty; chmod 000 zero; chmod 600 large
      mkfifo pipe
      touch -d '1969-12-31 12:00:00 UTC' before-1970
      touch -d '2100-01-01 00:00:00.123456789 UTC' plain
      touch -h -d '2001-02-03 04:05:06.7 UTC' link
      touch -d '2011-11-11 11:11:11.111111111 UTC' empty 'dir with  spaces'
      touch -d @1700000000 zero
      """;

  private NastyTree() {}

  /** Makes the tree in a new directory. */
  static Path create(Path directory) throws IOException {
    Files.createDirectories(directory);
    Tool.run(directory, "bash", "-c", SCRIPT);
    return directory;
  }

  /** The same with owners and devices, which only root can make. */
  static Path createAsRoot(Path directory) throws IOException {
    create(directory);
    Tool.run(
        directory,
        "bash",
        "-c",
        """
        set -e
        chown 1234:4321 large; chown 3000000:3000001 one-block; chmod 4755 one-block
        chown -h 55:66 dangling
        mknod null c 1 3; mknod disk b 259 300
        """);
    return directory;
  }
}
