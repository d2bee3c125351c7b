package io.backstay.plans.faults;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The command that starts a Java process with everything backstay consists of. */
final class Java {
  private Java() {}

  /**
   * A process that is killed soon: it starts fast, and measures no coverage.
   *
   * @param temporary where it puts what it needs for itself
   */
  static List<String> brief(Path temporary) {
    List<String> command = start(temporary);
    command.add("-XX:TieredStopAtLevel=1");
    if (packaged()) {
      String archive =
          Path.of("target", "faults" + System.getProperty("test.fork") + ".jsa")
              .toAbsolutePath()
              .toString();
      command.addAll(List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive));
    }
    command.addAll(List.of("-cp", classPath(), "io.backstay.app.Main"));
    return command;
  }

  /** A process that leaves nothing behind for itself. */
  static List<String> unarchived(Path temporary) {
    List<String> command = start(temporary);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", classPath(), "io.backstay.app.Main"));
    return command;
  }

  /** A process that stays, and runs one command after another. */
  static List<String> resident(Path temporary) {
    List<String> command = start(temporary);
    command.addAll(coverageAgent());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Resident.class.getName()));
    return command;
  }

  private static List<String> start(Path temporary) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:disable",
            "-Xlog:all=error,cds*=off:stderr",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Djava.io.tmpdir=" + temporary,
            "-Duser.language=en",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED"));
  }

  /** Of directories on the class path no classes can be shared. */
  private static boolean packaged() {
    return Arrays.stream(classPath().split(File.pathSeparator))
        .noneMatch(e -> new File(e).isDirectory());
  }

  /** Without the tests, which are such a directory. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The agent of this test's own process, so that what the child runs counts as covered. */
  private static List<String> coverageAgent() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-javaagent:"))
        .map(
            argument ->
                argument.replace(
                    "destfile=target", "destfile=" + Path.of("target").toAbsolutePath()))
        .toList();
  }
}
