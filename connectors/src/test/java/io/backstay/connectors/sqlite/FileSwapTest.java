package io.backstay.connectors.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSwapTest {
  @TempDir Path directory;

  @Test
  void aSwapThatStoppedBeforeTheRenameLeavesNoSecondName() throws IOException {
    Path live = Files.writeString(directory.resolve("db"), "old");
    Replacement plan = Replacement.of(live, true, "20260101_000000", Duration.ofDays(1));
    Files.createLink(plan.previous(), live);
    Files.writeString(Database.beside(plan.previous(), ".keep-until"), "2026-01-02T00:00:00Z");

    FileSwap.back(plan);

    assertThat(live).hasContent("old");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(live);
    }
  }
}
