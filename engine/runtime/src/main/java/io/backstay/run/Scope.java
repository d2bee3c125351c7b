package io.backstay.run;

import io.backstay.program.Node;
import io.backstay.run.Cancel.Kind;
import io.backstay.run.Cancel.Reason;
import io.backstay.run.RunEvent.Phase;
import io.backstay.run.StepOutcome.Failed;
import io.backstay.run.StepOutcome.Interrupted;
import io.backstay.run.StepOutcome.Skipped;
import io.backstay.run.StepOutcome.Succeeded;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.run.route.Steps;
import io.backstay.spi.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of steps as it runs: what has happened decides whether the next one does. Sequences
 * that run at the same time have a scope each, below that of the step that holds them together.
 */
final class Scope implements Steps {
  private final Course course;
  private final Phase phase;
  private final Cancel cancel;
  private final @Nullable Scope outer;
  private final boolean failFast;
  private final List<Scope> branches = new ArrayList<>();
  private boolean halted;

  /** The scope of a whole sequence. */
  Scope(Course course, Phase phase, Cancel cancel) {
    this(course, phase, cancel, null, false);
  }

  private Scope(
      Course course, Phase phase, Cancel cancel, @Nullable Scope outer, boolean failFast) {
    this.course = course;
    this.phase = phase;
    this.cancel = cancel;
    this.outer = outer;
    this.failFast = failFast;
  }

  @Override
  public boolean enters(Node node) {
    if (over()) {
      return false;
    }
    try {
      boolean runs = node.when().at(course.facts());
      if (!runs) {
        skip(node, "`" + node.when().text() + "` is false");
      }
      return runs;
    } catch (Failure failure) {
      failed(node.id(), Node.OnError.FAIL, Troubles.of(failure));
      return false;
    }
  }

  private void skip(Node node, String because) {
    switch (node) {
      case Node.Step step -> course.skip(step.id(), phase, because);
      case Node.Group group -> group.nodes().forEach(each -> skip(each, because));
      case Node.Parallel parallel -> parallel.nodes().forEach(each -> skip(each, because));
    }
  }

  @Override
  public void run(Node.Step step) {
    if (over()) {
      return;
    }
    switch (course.run(step, phase, cancel)) {
      case Succeeded succeeded -> {}
      case Skipped skipped -> {}
      case Interrupted interrupted -> halt();
      case Failed failed -> failed(step.id(), step.onError(), failed.cause());
    }
  }

  /** What always runs goes on behind a failure; other steps do when their plan says so. */
  private void failed(String step, Node.OnError onError, Trouble cause) {
    if (phase == Phase.STEPS && onError == Node.OnError.FAIL) {
      course.fail(step, cause);
      halt();
    } else {
      course.warned(phase != Phase.ON_FAILURE && onError != Node.OnError.IGNORE);
    }
  }

  private void halt() {
    halted = true;
    if (failFast) {
      cancel.cancel(new Reason(Kind.SIBLING, "a step beside it did not succeed"));
    }
  }

  private boolean over() {
    halted |= cancel.cancelled();
    return halted;
  }

  /** Whether it ended before its last step, or because of it. */
  boolean halted() {
    return halted;
  }

  @Override
  public Steps fork(Node.Parallel parallel) {
    Scope forked = new Scope(course, phase, cancel.child(), this, parallel.failFast());
    forked.halted = halted;
    return forked;
  }

  @Override
  public Steps branch() {
    Scope branch = new Scope(course, phase, cancel, this, failFast);
    branch.halted = halted;
    synchronized (branches) {
      branches.add(branch);
    }
    return branch;
  }

  @Override
  public void join() {
    cancel.close();
    if (outer != null && branches.stream().anyMatch(branch -> branch.halted)) {
      outer.halt();
    }
  }
}
