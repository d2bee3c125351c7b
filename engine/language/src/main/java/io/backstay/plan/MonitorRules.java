package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E221;

import io.backstay.spi.CheckType;
import io.backstay.spi.CheckUse;
import io.backstay.spi.ReadCheckType;

/** What monitors look at is there between runs, and nothing is read or started for it. */
record MonitorRules(Problems problems) {
  void check(Monitor monitor, CheckUse use) {
    check(monitor.check(), use);
  }

  /** The same of what is looked at while a drill goes on. */
  void check(StopRule rule, CheckUse use) {
    check(rule.check(), use);
  }

  private void check(CheckDecl check, CheckUse use) {
    CheckType<?> type = check.type();
    if (!(type instanceof ReadCheckType<?>)) {
      problems.add(refused(check, "it starts programs or unpacks data"));
    } else if (readsTheSet(type, use)) {
      problems.add(refused(check, "it reads what is in a set"));
    }
  }

  private static <P extends Record> boolean readsTheSet(CheckType<P> type, CheckUse use) {
    return !type.covers(type.params().cast(use.params())).isEmpty();
  }

  private static Problem refused(CheckDecl check, String why) {
    return Problem.of(E221, check.position(), "`" + check.type().name() + "` is no monitor")
        .label(why)
        .help("put it into a `verify` step, and let a monitor see to it that runs succeed")
        .help("  - last-run: succeeded");
  }
}
