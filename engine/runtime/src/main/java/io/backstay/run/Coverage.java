package io.backstay.run;

import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.CheckUse;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Op;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sees that a verification of a set leaves no artifact out. */
final class Coverage {
  private final Run run;
  private final RunSets sets;
  private final Checks checks;

  Coverage(Run run, RunSets sets, Checks checks) {
    this.run = run;
    this.sets = sets;
    this.checks = checks;
  }

  /**
   * Compares the artifacts of a set this run makes with what its checks speak about. Checks that
   * are about something else altogether leave nothing out.
   *
   * @throws Work.NotPassed when an artifact is left out
   */
  void demand(List<Op> ops, Work work, Tools tools) {
    if (sets.chosen().isPresent()) {
      return;
    }
    List<Op.Check> made =
        ops.stream().filter(Op.Check.class::isInstance).map(Op.Check.class::cast).toList();
    List<@Nullable StoreRef> stores = new ArrayList<>();
    made.stream()
        .filter(check -> checks.aboutTheSet(check.check()) && !stores.contains(check.in()))
        .forEach(check -> stores.add(check.in()));
    for (StoreRef store : stores) {
      List<CheckUse> here =
          made.stream()
              .filter(check -> Objects.equals(check.in(), store))
              .map(Op.Check::check)
              .toList();
      demand(store, here, work, tools);
    }
    work.allPassed();
  }

  private void demand(@Nullable StoreRef store, List<CheckUse> made, Work work, Tools tools) {
    for (Artifact artifact : new SetWorld(run, sets, tools, store).artifacts()) {
      if (made.stream().noneMatch(use -> checks.looksInto(use, artifact.name(), artifact.kind()))) {
        String what = "no check looks at artifact `" + artifact.name() + "`";
        work.fails(new Trouble("R112", what, "use `all`, or name it in a check", true));
      }
    }
  }
}
