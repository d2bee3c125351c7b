package io.backstay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VarFilesTest {
  @TempDir Path directory;

  @Test
  void theLastWordCounts() throws IOException {
    Path one = Files.writeString(directory.resolve("one"), "# note\na=1\n\nb = x=y \n");
    Path two = Files.writeString(directory.resolve("two"), "a=2\n");
    assertThat(new VarFiles(List.of(one, two)).values())
        .containsEntry("a", "2")
        .containsEntry("b", "x=y");
  }

  @Test
  void anythingElseIsRefusedWithItsLine() throws IOException {
    Path bad = Files.writeString(directory.resolve("bad"), "a=1\nretention\n");
    assertThatThrownBy(() -> new VarFiles(List.of(bad)).values())
        .isInstanceOf(Stop.class)
        .hasMessage(bad + ":2: not a line of the form name=value");
  }

  @Test
  void aMissingFileIsRefused() {
    assertThatThrownBy(() -> new VarFiles(List.of(directory.resolve("none"))).values())
        .isInstanceOf(Stop.class)
        .hasMessageContaining("none");
  }
}
