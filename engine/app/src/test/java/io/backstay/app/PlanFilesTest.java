package io.backstay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanFilesTest {
  @TempDir Path directory;

  @BeforeEach
  void somePlans() throws IOException {
    Path plans = Files.createDirectory(directory.resolve("plans"));
    for (String file :
        List.of("shop.backup.yaml", "shop.restore.yaml", "blog.backup.yaml", "x.txt")) {
      Files.createFile(plans.resolve(file));
    }
  }

  @Test
  void aNameIsLookedUpByKind() {
    PlanFiles files = new PlanFiles(directory, null);
    assertThat(files.find("shop", List.of(PlanFiles.Kind.RESTORE)))
        .isEqualTo(directory.resolve("plans/shop.restore.yaml"));
    assertThat(files.find("shop", List.of(PlanFiles.Kind.values())))
        .isEqualTo(directory.resolve("plans/shop.backup.yaml"));
  }

  @Test
  void aPathIsTakenAsItIs() {
    String path = directory.resolve("plans/x.txt").toString();
    assertThat(new PlanFiles(directory, null).find(path, List.of(PlanFiles.Kind.BACKUP)))
        .isEqualTo(Path.of(path));
  }

  @Test
  void allArePlansAndNothingElse() {
    assertThat(new PlanFiles(directory, null).all()).hasSize(3);
  }

  @Test
  void anUnknownNameComesWithTheNearest() {
    assertThatThrownBy(
            () -> new PlanFiles(directory, null).find("shopp", List.of(PlanFiles.Kind.BACKUP)))
        .isInstanceOfSatisfying(
            Stop.class,
            stop -> {
              assertThat(stop).hasMessage("no plan called `shopp`");
              assertThat(stop.help()).isEqualTo("did you mean `shop`?");
              assertThat(stop.exit()).isEqualTo(ExitCode.INVALID);
            });
  }
}
