package io.backstay.plan;

/** What can be proved of a plan that has no mistakes in itself, before it ever runs. */
final class PlanRules {
  private final Plan plan;
  private final Problems problems;

  PlanRules(Plan plan, Problems problems) {
    this.plan = plan;
    this.problems = problems;
  }

  void check() {
    Rehearsal rehearsal = new Rehearsal(plan, problems);
    rehearsal.bindEverything();
    new TypeRules(plan, problems).check();
    new ScheduleRules(plan, rehearsal, problems).check();
    new LogRules(plan, problems).check();
    new NotYet(plan, problems).check();
    new ServiceRules(problems).check(plan.flow().steps());
    new ArtifactRules(plan, problems).check();
    new DatabaseRules(problems).check(plan.flow().steps());
    new UndoRules(problems).check(plan.flow().onFailure());
    new UndoRules(problems).check(plan.flow().finallySteps());
    new ChecksumRules(problems).check(plan.flow().steps());
    new EncryptRules(plan, problems).check();
    if (plan.recovery() != null) {
      new ArchiveRules(plan, problems).check();
      new FetchRules(problems).check(plan.flow().steps());
    }
  }
}
