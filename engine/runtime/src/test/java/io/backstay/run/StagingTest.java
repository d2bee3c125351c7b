package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StagingTest {
  private static final String RUN = "20260101_000000-0001";

  @TempDir Path root;

  @Test
  void aPlaceThatCannotBeMadeIsNotHeld() throws IOException {
    Files.createFile(root.resolve(RUN));
    assertThatThrownBy(() -> Staging.open(root, RUN)).isInstanceOf(Failure.class);
    assertThat(RunLock.held(root.resolve(".locks"), RUN)).isFalse();
  }

  @Test
  void locksOfDeadRunsAreSweptAway() throws IOException {
    Path dead = Files.createDirectory(root.resolve(".locks")).resolve("20250101_000000-0001");
    Files.createFile(dead);
    try (Staging staging = Staging.open(root, RUN)) {
      assertThat(staging.set().directory()).isDirectory();
      assertThat(dead).doesNotExist();
    }
  }
}
