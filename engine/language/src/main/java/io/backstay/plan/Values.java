package io.backstay.plan;

import io.backstay.expr.Value;
import io.backstay.spi.Facts;
import io.backstay.spi.Ref;
import io.backstay.spi.RunInfo;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the names in expressions stand for, as far as it is known by now. Immutable. */
public final class Values {
  private final Plan plan;
  private final Variables variables;
  private final Known known;

  private Values(Plan plan, Variables variables, Known known) {
    this.plan = plan;
    this.variables = variables;
    this.known = known;
  }

  /**
   * What is known beside the inputs; null for what is not known yet.
   *
   * @param steps facts of the steps that have ended
   * @param failure what failed, and why
   * @param backup the set that is restored
   * @param base id of the set the run builds on
   * @param scratch properties of scratch resources, by their names
   */
  private record Known(
      @Nullable RunInfo run,
      @Nullable Map<String, Facts> steps,
      @Nullable Map<String, String> failure,
      @Nullable Facts backup,
      @Nullable String base,
      Map<String, Map<String, String>> scratch) {}

  /** What is known of a plan before it runs: its inputs and itself. */
  public static Values of(Plan plan, Variables variables) {
    return new Values(plan, variables, new Known(null, null, null, null, null, Map.of()));
  }

  /** And the run it is for, or would be for. */
  public Values with(RunInfo run) {
    return with(
        new Known(run, known.steps, known.failure, known.backup, known.base, known.scratch));
  }

  /** And what ended steps found out, by step id; steps that are not in it did not run. */
  public Values with(Map<String, Facts> steps) {
    return with(
        new Known(
            known.run, Map.copyOf(steps), known.failure, known.backup, known.base, known.scratch));
  }

  /** And why the run failed, for what happens afterwards. */
  public Values withFailure(String step, String message) {
    Map<String, String> failure = Map.of("step", step, "message", message);
    return with(
        new Known(known.run, known.steps, failure, known.backup, known.base, known.scratch));
  }

  /** And the set that is restored: {@code id}, {@code started-at}, {@code type}. */
  public Values withBackup(Facts set) {
    return with(new Known(known.run, known.steps, known.failure, set, known.base, known.scratch));
  }

  /** And the id of the set that the run builds on. */
  public Values withBase(String set) {
    return with(new Known(known.run, known.steps, known.failure, known.backup, set, known.scratch));
  }

  /** And the scratch resources of a drill: their properties by their names. */
  public Values withScratch(Map<String, Map<String, String>> scratch) {
    return with(
        new Known(
            known.run, known.steps, known.failure, known.backup, known.base, Map.copyOf(scratch)));
  }

  /** What is known by now of the parameters of a declared thing, as texts; secrets are left out. */
  public Map<String, String> of(Ref thing) {
    return new DeclaredValues(plan, this).texts(thing);
  }

  private Values with(Known more) {
    return new Values(plan, variables, more);
  }

  /** The value of a name that was checked against the scope of the place it stands at. */
  Value value(String name) {
    String[] parts = name.split("\\.", 2);
    String rest = parts.length > 1 ? parts[1] : "";
    return switch (parts[0]) {
      case "vars" -> variables.value(rest);
      case "plan" -> ofPlan(rest);
      case "run" -> ofRun(rest);
      case "steps" -> ofStep(rest);
      case "failure" -> ofFailure(rest);
      case "backup" -> ofBackup(rest);
      case "secrets" -> Value.Hidden.of(rest);
      case "scratch" -> ofScratch(rest);
      default -> new DeclaredValues(plan, this).value(parts[0], rest);
    };
  }

  private Value ofPlan(String name) {
    return new Value.Text(name.equals("name") ? plan.name() : plan.head().environment().name());
  }

  private Value ofRun(String name) {
    RunInfo run = known.run;
    if (run == null) {
      return new Value.Unknown();
    }
    return switch (name) {
      case "id" -> new Value.Text(run.id());
      case "stamp" -> new Value.Text(run.stamp());
      case "started-at" -> new Value.Moment(ZonedDateTime.ofInstant(run.startedAt(), run.zone()));
      case "type" -> new Value.Text(run.type());
      case "sources" -> texts(plan.types().sources(run.type()));
      case "base" -> base(run.type());
      case "trigger" -> new Value.Text(run.trigger());
      case "user" -> new Value.Text(run.user());
      case "host" -> new Value.Text(run.host());
      default ->
          Optional.ofNullable(run.description())
              .<Value>map(Value.Text::new)
              .orElse(new Value.Absent());
    };
  }

  private static Value texts(List<String> texts) {
    return new Value.Items(texts.stream().<Value.Known>map(Value.Text::new).toList());
  }

  private Value base(String type) {
    if (plan.types().base(type) == null) {
      return new Value.Absent();
    }
    return known.base == null ? new Value.Unknown() : new Value.Text(known.base);
  }

  private Value ofStep(String path) {
    Map<String, Facts> steps = known.steps;
    if (steps == null) {
      return new Value.Unknown();
    }
    String[] parts = path.split("\\.", 2);
    Facts facts = steps.get(parts[0]);
    return facts == null
        ? new Value.Absent()
        : FactValues.value(facts, parts[1], Outputs.kind(plan, parts[0], parts[1]), plan.zone());
  }

  private Value ofFailure(String name) {
    Map<String, String> failure = known.failure;
    if (failure != null) {
      return new Value.Text(failure.getOrDefault(name, ""));
    }
    return known.steps == null ? new Value.Unknown() : new Value.Absent();
  }

  private Value ofScratch(String path) {
    String[] parts = path.split("\\.", 2);
    Map<String, String> properties = known.scratch.getOrDefault(parts[0], Map.of());
    return Optional.ofNullable(properties.get(parts[1]))
        .<Value>map(Value.Text::new)
        .orElse(new Value.Unknown());
  }

  private Value ofBackup(String name) {
    Facts set = known.backup;
    return set == null
        ? new Value.Unknown()
        : FactValues.value(set, name, Scopes.BACKUP.get(name), plan.zone());
  }
}
