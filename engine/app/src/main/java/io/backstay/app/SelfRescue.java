package io.backstay.app;

import io.backstay.run.Rescue;
import java.nio.file.Path;
import java.util.List;

/**
 * Backstay itself puts right what a run of its own has left, in a new process.
 *
 * @param state the directory with the run's journal
 */
record SelfRescue(Path state) implements Rescue {
  @Override
  public List<String> command(String run) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xlog:disable",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx128m",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "resume",
        run,
        "--state-dir",
        state.toString(),
        "--no-input",
        "--undo-only",
        "--guard");
  }
}
