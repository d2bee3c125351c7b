package io.backstay.plans;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The quickstart as it ships, copied to where a test may do to it what it likes. */
final class Quickstart {
  private Quickstart() {}

  static void copyTo(Path project) throws IOException {
    Path plans = Path.of("").toAbsolutePath();
    Files.createDirectory(project.resolve("plans"));
    Files.createFile(project.resolve("backstay.yaml"));
    for (String file : List.of("quickstart.backup.yaml", "quickstart.restore.yaml")) {
      Files.copy(plans.resolve(file), project.resolve("plans").resolve(file));
    }
    Files.createDirectory(project.resolve("drills"));
    Files.copy(
        plans.resolveSibling("drills/quickstart.drill.yaml"),
        project.resolve("drills/quickstart.drill.yaml"));
    copy(plans.resolve("quickstart/data"), project.resolve("plans/quickstart/data"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(path, target, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
