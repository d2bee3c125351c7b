package io.backstay.connectors.systemd;

import io.backstay.spi.Command;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The program of that name, for one unit.
 *
 * @param unit its full name
 * @param tools starts programs
 */
record Systemctl(String unit, Tools tools) {
  /**
   * How a unit is.
   *
   * @param loaded whether systemd knows it
   * @param active its state: active, reloading, inactive, failed, activating, deactivating
   */
  record State(String loaded, String active) {
    boolean up() {
      return List.of("active", "reloading", "activating").contains(active);
    }

    boolean down() {
      return List.of("inactive", "failed").contains(active);
    }
  }

  /**
   * Asks how it is.
   *
   * @throws Failure when there is no such unit, or nobody to ask
   */
  State state() {
    Map<String, String> said = new HashMap<>();
    for (String line : run("show", "--property=LoadState,ActiveState").split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        said.put(line.substring(0, equals), line.substring(equals + 1).strip());
      }
    }
    State state =
        new State(said.getOrDefault("LoadState", ""), said.getOrDefault("ActiveState", ""));
    if (!state.loaded().equals("loaded")) {
      throw Failure.of("R618", "systemd has no unit `" + unit + "`: it is " + state.loaded())
          .help("see how it is called: systemctl list-units --type=service");
    }
    return state;
  }

  void stop() {
    run("stop", "--no-block");
  }

  void kill() {
    run("kill", "--signal=SIGKILL");
  }

  void start() {
    run("start");
  }

  private String run(String... words) {
    List<String> argv =
        Stream.of(
                Stream.of("systemctl", "--no-pager", "--no-ask-password"),
                Arrays.stream(words),
                Stream.of("--", unit))
            .flatMap(word -> word)
            .toList();
    try (Program program = tools.start(new Command(argv, Map.of(), Map.of(), null))) {
      String said = new String(program.output().readAllBytes(), StandardCharsets.UTF_8);
      Program.Exit exit = program.await();
      if (!exit.ok()) {
        throw Failure.of(
                "R618",
                "`systemctl "
                    + words[0]
                    + " "
                    + unit
                    + "` failed with "
                    + exit.code()
                    + ": "
                    + exit.stderr().strip())
            .help("Its own log says why: journalctl --unit=" + unit);
      }
      return said;
    } catch (IOException e) {
      throw Failure.of("R618", "systemctl could not be read").because(e);
    }
  }
}
