package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  private static final long MOST_KIB = 256 * 1024;

  @TempDir Path folder;

  @Test
  void aSmallHeapIsEnoughForAnySize() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Tool.run(
        tree,
        "sh",
        "-c",
        "truncate -s 2G huge; mkdir some; cd some; seq 1 3000 | split -l 1 -a 4 - f;"
            + " head -c 300000 /dev/urandom > noise;"
            + " for i in $(seq 1 100); do mkdir d$i; cp noise d$i/f; done");

    String peak =
        Tool.run(
            folder,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            MemoryProbe.class.getName(),
            tree.toString(),
            folder.toString());

    assertThat(Long.parseLong(peak.trim())).isLessThan(MOST_KIB);
  }
}
