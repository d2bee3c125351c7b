package io.backstay.connectors.host;

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
import java.util.Set;
import java.util.stream.Stream;

/**
 * The program of that name, for one unit.
 *
 * @param unit its full name
 * @param tools starts programs
 */
record Systemctl(String unit, Tools tools) implements Control {
  private static final Set<String> UP = Set.of("active", "reloading", "activating");
  private static final Set<String> DOWN = Set.of("inactive", "failed");

  @Override
  public State state() {
    Map<String, String> said = new HashMap<>();
    for (String line : run("show", "--property=LoadState,ActiveState").split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        said.put(line.substring(0, equals), line.substring(equals + 1).strip());
      }
    }
    String loaded = said.getOrDefault("LoadState", "");
    if (!loaded.equals("loaded")) {
      throw Failure.of("R618", "systemd has no unit `" + unit + "`: it is " + loaded)
          .help("see how it is called: systemctl list-units --type=service");
    }
    String active = said.getOrDefault("ActiveState", "");
    return new State(UP.contains(active), DOWN.contains(active), active);
  }

  @Override
  public void stop() {
    run("stop", "--no-block");
  }

  @Override
  public void kill() {
    run("kill", "--signal=SIGKILL");
  }

  @Override
  public void start() {
    run("start");
  }

  @Override
  public String help() {
    return "Its own log says why: journalctl --unit=" + unit;
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
            .help(help());
      }
      return said;
    } catch (IOException e) {
      throw Failure.of("R618", "systemctl could not be read").because(e);
    }
  }
}
