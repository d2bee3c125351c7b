package io.backstay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plan.Bound;
import io.backstay.plan.Example;
import io.backstay.plan.PlanReader;
import io.backstay.plan.ProblemCode;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.StepType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every kind of step keeps beside what every word keeps: lowering is pure, so that a preview
 * shows what a run does; what it says of itself is true; and it takes no parameter it does not
 * have.
 *
 * @param <P> its parameters
 */
public abstract class StepContract<P extends Record> extends TypeContract {
  @Override
  protected abstract StepType<P> type();

  /** What its example names, bound; resources in it should fail when they are asked anything. */
  protected abstract Names names();

  @Test
  void theExampleLowersToTheSameOpsTwice() {
    List<Op> first = type().lower(params(), names());

    assertThat(first).isNotEmpty();
    assertThat(type().lower(params(), names())).isEqualTo(first);
  }

  @Test
  void whatItSaysOfItselfIsWhatAPreviewShows() {
    Doc doc = type().getClass().getAnnotation(Doc.class);
    boolean saysSo = doc != null && !doc.changes().isEmpty();

    assertThat(changes(type().lower(params(), names())))
        .as("`changes` of its @Doc is there exactly when an op changes something")
        .isEqualTo(saysSo);
  }

  private static boolean changes(List<Op> ops) {
    return ops.stream()
        .anyMatch(
            op ->
                switch (op) {
                  case Op.Observe observe -> false;
                  case Op.Check check -> false;
                  case Op.Owe owe -> false;
                  case Op.Settle settle -> false;
                  case Op.Hold hold -> changes(hold.body());
                  case Op.Together together -> changes(together.ops());
                  default -> true;
                });
  }

  @Test
  void aParameterItDoesNotHaveIsRefusedWhereItStands(@TempDir Path directory) throws IOException {
    String plan = "apiVersion: backstay/v1\nkind: Backup\nname: odd\nsteps:\n  - ";
    Path file = directory.resolve("odd.backup.yaml");
    Files.writeString(file, plan + type().name() + ":\n      not-a-parameter: x\n");

    assertThat(new PlanReader(catalog(), "1.0.0", directory).read(file).problems())
        .filteredOn(problem -> problem.message().contains("`not-a-parameter`"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.E204);
              assertThat(problem.position()).hasToString("odd.backup.yaml:6:7");
            });
  }

  private P params() {
    return switch (new Example(type(), catalog()).bind()) {
      case Bound.Ready<Record>(Record bound, boolean late) -> type().params().cast(bound);
      case Bound.Refused<Record> refused -> throw new AssertionError(refused.problems());
    };
  }
}
