package io.backstay.app;

import io.backstay.run.RunHistory;
import io.backstay.run.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One try at a drill, which may kill whoever makes it.
 *
 * @param killed tries before it that ended like that, oldest first
 * @param set the set it takes; null leaves the choice to the drill
 */
record DrillAttempt(List<RunRecord> killed, @Nullable String set) {
  private static final String KILLED = "backstay.killed";
  private static final String SET = "backstay.set";

  /** What this process was started for; empty when somebody has started it who wants a drill. */
  static Optional<DrillAttempt> ofThisProcess(RunHistory history) {
    return Optional.ofNullable(System.getProperty(KILLED))
        .map(
            ids ->
                new DrillAttempt(
                    Stream.of(ids.split(","))
                        .filter(id -> !id.isEmpty())
                        .map(id -> history.find(id).orElseThrow())
                        .toList(),
                    System.getProperty(SET)));
  }

  /** The options that tell a Java process what it is started for. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    String ids = killed.stream().map(RunRecord::id).collect(Collectors.joining(","));
    options.add("-D%s=%s".formatted(KILLED, ids));
    if (set != null) {
      options.add("-D%s=%s".formatted(SET, set));
    }
    return options;
  }

  /** The next one, after this one was killed, too. */
  DrillAttempt after(RunRecord dead) {
    return new DrillAttempt(Stream.concat(killed.stream(), Stream.of(dead)).toList(), set);
  }
}
