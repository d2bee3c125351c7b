package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.run.ProbeCheck.Finds;
import io.backstay.run.Thing.How;
import io.backstay.spi.CheckUse.Severity;
import io.backstay.spi.Op;
import io.backstay.spi.Op.AtEnd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The truth table: how the work goes × whether it can be undone × how the steps for failures go ×
 * how the steps for every end go. One row is one run.
 */
final class RouteCompilerTest {
  private static final String BESIDE = "beside";

  @TempDir Path directory;

  /** How the work goes. */
  enum Work {
    OK,
    FAILS,
    UNPROVEN,
    CANCELLED,
    TOO_LATE,
    BRANCH_FAILS
  }

  /** How something else goes. */
  enum Way {
    WELL,
    BADLY,
    STOPPED
  }

  record Row(Work work, Way undo, Way onFailure, Way finallySteps) {
    RunState state() {
      if (undo == Way.BADLY) {
        return RunState.ATTENTION;
      }
      return switch (work) {
        case OK -> finallySteps == Way.WELL ? RunState.OK : RunState.WARNED;
        case FAILS, TOO_LATE, BRANCH_FAILS -> RunState.FAILED;
        case UNPROVEN -> RunState.UNPROVEN;
        case CANCELLED -> RunState.CANCELLED;
      };
    }
  }

  static Stream<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Work work : Work.values()) {
      for (Way undo : List.of(Way.WELL, Way.BADLY)) {
        for (Way onFailure : List.of(Way.WELL, Way.BADLY)) {
          for (Way finallySteps : Way.values()) {
            rows.add(new Row(work, undo, onFailure, finallySteps));
          }
        }
      }
    }
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyEndIsTheRightOne(Row row) {
    Thing thing = new Thing();
    if (row.undo() == Way.BADLY) {
      thing.unpayable.add("start");
    }
    Bench bench = new Bench(directory);
    Thread stopper = stopper(row, thing, bench.stop);
    RunRecord record = bench.run(program(row, thing));
    stopper.interrupt();

    assertThat(record.state()).isEqualTo(row.state());
    assertThat(thing.done().stream().filter(act -> !act.equals(BESIDE)).toList())
        .isEqualTo(expected(row));
    assertThat(record.cause() == null).isEqualTo(record.state().succeeded());
    assertThat(record.open()).hasSize(row.undo() == Way.BADLY ? 1 : 0);
    assertThat(new RunHistory(directory).find(record.id())).contains(record);
  }

  private static List<String> expected(Row row) {
    boolean ok = row.work() == Work.OK;
    List<String> acts = new ArrayList<>(List.of("work"));
    if (ok) {
      acts.add("after");
    }
    acts.add("pay start");
    if (row.undo() == Way.BADLY) {
      acts.add("pay start");
    }
    if (!ok) {
      acts.addAll(List.of("pay keep", "evidence", "fallback"));
    }
    acts.add("clean");
    if (row.finallySteps() != Way.STOPPED) {
      acts.add("last");
    }
    return acts;
  }

  private static Thread stopper(Row row, Thing thing, Stop stop) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                if (row.work() == Work.CANCELLED) {
                  thing.reached("work").await();
                  stop.ask("SIGTERM");
                }
                if (row.finallySteps() == Way.STOPPED) {
                  thing.reached("clean").await();
                  stop.ask("SIGINT");
                  stop.ask("SIGINT");
                }
              } catch (InterruptedException e) {
                // The run is over.
              }
            });
  }

  private static Program program(Row row, Thing thing) {
    return Programs.of(
        "20260213_020000-0001",
        List.of(
            step("begin", Thing.owe("keep", AtEnd.FORGIVE), Thing.owe("start", AtEnd.PAY)),
            work(row.work()),
            step("after", Thing.act("after", How.WELL))),
        List.of(step("evidence", act("evidence", row.onFailure())), well("fallback")),
        List.of(step("clean", act("clean", row.finallySteps())), well("last")),
        thing);
  }

  private static Node work(Work work) {
    return switch (work) {
      case OK -> well("work");
      case FAILS -> step("work", Thing.act("work", How.BADLY));
      case UNPROVEN ->
          step(
              "work",
              Thing.act("work", How.WELL),
              ProbeCheck.check("is it good", Finds.BAD, Severity.CRITICAL));
      case CANCELLED -> step("work", Thing.act("work", How.NEVER_ENDING));
      case TOO_LATE -> Programs.timed("work", List.of(Thing.act("work", How.NEVER_ENDING)));
      case BRANCH_FAILS ->
          new Node.Parallel(
              "both",
              Guard.ALWAYS,
              2,
              true,
              List.of(
                  step("work", Thing.act("work", How.BADLY)),
                  step("beside", Thing.act(BESIDE, How.NEVER_ENDING))));
    };
  }

  private static Node well(String name) {
    return step(name, Thing.act(name, How.WELL));
  }

  private static Node step(String id, Op... ops) {
    return Programs.step(id, Guard.ALWAYS, List.of(ops));
  }

  private static Op act(String name, Way way) {
    return Thing.act(
        name,
        switch (way) {
          case WELL -> How.WELL;
          case BADLY -> How.BADLY;
          case STOPPED -> How.NEVER_ENDING;
        });
  }
}
