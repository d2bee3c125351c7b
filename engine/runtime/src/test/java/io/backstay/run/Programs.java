package io.backstay.run;

import io.backstay.program.Guard;
import io.backstay.program.Late;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import io.backstay.program.RetentionRules;
import io.backstay.program.SetRules;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Programs put together by hand. */
public final class Programs {
  private static final SetRules SETS =
      new SetRules("run-1/", "", "manifest.json", 0600, 0700, null);
  private static final RetentionRules KEEP_ALL =
      new RetentionRules(null, null, List.of(), 3, 1, 0.25, Map.of());

  private Programs() {}

  /** A program of these steps that touches nothing. */
  public static Program of(List<Node> steps) {
    return of(steps, List.of(), List.of());
  }

  /** A program of these sequences that touches nothing. */
  public static Program of(List<Node> steps, List<Node> onFailure, List<Node> finallySteps) {
    return of("20260213_020000-0001", steps, onFailure, finallySteps);
  }

  /** A program of these sequences on these things. */
  public static Program of(
      String run,
      List<Node> steps,
      List<Node> onFailure,
      List<Node> finallySteps,
      Resource... resources) {
    Map<Ref, Resource> bound = new LinkedHashMap<>();
    for (Resource resource : resources) {
      bound.put(resource.ref(), resource);
    }
    return new Program(
        Events.plan("nightly"),
        Events.run(run),
        bound,
        List.of(),
        steps,
        onFailure,
        finallySteps,
        SETS,
        KEEP_ALL,
        null,
        new Program.Objectives(null, null, null),
        new Program.Limits(null, List.of("source.db")));
  }

  /** A step without ops. */
  public static Node.Step step(String id, Guard when) {
    return step(id, when, List.of());
  }

  /** A step that does this. */
  public static Node.Step step(String id, Guard when, List<Op> ops) {
    return new Node.Step(
        id,
        "exec",
        id,
        when,
        null,
        Node.Retry.NEVER,
        Node.OnError.FAIL,
        new Node.Where("nightly.backup.yaml", 1, 1, "steps[0]"),
        new Late.Known<>(ops));
  }

  /** A step that does this and has half a second for it. */
  public static Node.Step timed(String id, List<Op> ops) {
    Node.Step step = step(id, Guard.ALWAYS, ops);
    return new Node.Step(
        id,
        step.type(),
        step.name(),
        step.when(),
        Duration.ofMillis(500),
        step.retry(),
        step.onError(),
        step.where(),
        step.ops());
  }

  /** The same with so much time. */
  public static Program limited(Program p, Duration timeout) {
    return with(p, p.preflight(), new Program.Limits(timeout, p.limits().lock()));
  }

  /** The same with a check before it. */
  public static Program preflight(Program p, CheckUse check) {
    return with(p, List.of(check), p.limits());
  }

  private static Program with(Program p, List<CheckUse> preflight, Program.Limits limits) {
    return new Program(
        p.plan(),
        p.run(),
        p.resources(),
        preflight,
        p.steps(),
        p.onFailure(),
        p.finallySteps(),
        p.sets(),
        p.retention(),
        p.restore(),
        p.objectives(),
        limits);
  }

  /** A step that is tried twice. */
  public static Node.Step retried(Node.Step step) {
    Node.Retry once = new Node.Retry(1, Duration.ofMillis(1), Duration.ofMillis(1), false);
    return new Node.Step(
        step.id(),
        step.type(),
        step.name(),
        step.when(),
        step.timeout(),
        once,
        step.onError(),
        step.where(),
        step.ops());
  }

  /** The same as a Restore that takes a set. */
  public static Program restoring(Program p, RestoreRules rules) {
    Program.PlanInfo plan =
        new Program.PlanInfo(
            "nightly-restore",
            "Restore",
            p.plan().file(),
            p.plan().projectRoot(),
            p.plan().digest(),
            p.plan().backup(),
            p.plan().effective());
    return new Program(
        plan,
        p.run(),
        p.resources(),
        p.preflight(),
        p.steps(),
        p.onFailure(),
        p.finallySteps(),
        p.sets(),
        p.retention(),
        rules,
        p.objectives(),
        p.limits());
  }

  /** The same with its sets laid out and kept in another way, known as another kind of run. */
  public static Program keeping(Program p, String kind, SetRules sets, RetentionRules retention) {
    Program.PlanInfo plan =
        new Program.PlanInfo(
            p.plan().name(),
            kind,
            p.plan().file(),
            p.plan().projectRoot(),
            p.plan().digest(),
            p.plan().backup(),
            p.plan().effective());
    return new Program(
        plan,
        p.run(),
        p.resources(),
        p.preflight(),
        p.steps(),
        p.onFailure(),
        p.finallySteps(),
        sets,
        retention,
        p.restore(),
        p.objectives(),
        p.limits());
  }

  /** A step of this type. */
  public static Node.Step typed(String type, Node.Step step) {
    return new Node.Step(
        step.id(),
        type,
        step.name(),
        step.when(),
        step.timeout(),
        step.retry(),
        step.onError(),
        step.where(),
        step.ops());
  }
}
