package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E145;
import static io.backstay.plan.ProblemCode.E146;

import io.backstay.expr.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inputs of a plan with the values they have for one run, and where those came from. */
public final class Variables {
  private final Map<String, Value> values;
  private final Map<String, Origin> origins;

  private Variables(Map<String, Value> values, Map<String, Origin> origins) {
    this.values = Map.copyOf(values);
    this.origins = Collections.unmodifiableMap(origins);
  }

  /**
   * Takes the values of a plan's inputs from where they may come: flags win over files, files over
   * the environment of the process, that over what the plan says.
   *
   * @param plan whose inputs
   * @param flags given as {@code --var name=value}
   * @param files given by {@code --var-file}, the last word of several
   * @param environment of the process; only declared bindings are looked at
   */
  public static Bound<Variables> of(
      Plan plan,
      Map<String, String> flags,
      Map<String, String> files,
      Map<String, String> environment) {
    List<Problem> problems = new ArrayList<>();
    refuseUnknown(plan, flags, "--var", problems);
    refuseUnknown(plan, files, "--var-file", problems);
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Origin> origins = new LinkedHashMap<>();
    for (VarDecl declared : plan.vars().values()) {
      VarValue reader = new VarValue(declared, plan.scalars());
      Optional<Given> given = given(declared, flags, files, environment);
      Value value = value(reader, given, problems);
      values.put(declared.name(), value);
      if (value instanceof Value.Known known) {
        String origin = given.map(Given::origin).orElseGet(() -> fallback(plan, declared));
        origins.put(declared.name(), new Origin(known.text(), origin));
      }
    }
    return problems.isEmpty()
        ? new Bound.Ready<>(new Variables(values, origins), false)
        : new Bound.Refused<>(problems, false);
  }

  private static String fallback(Plan plan, VarDecl declared) {
    Environment environment = plan.head().environment();
    return environment.gives(declared.name()) ? "environment " + environment.name() : "default";
  }

  /**
   * A text from outside the plan.
   *
   * @param origin where it came from
   */
  private record Given(String text, String origin) {}

  private static Optional<Given> given(
      VarDecl declared,
      Map<String, String> flags,
      Map<String, String> files,
      Map<String, String> environment) {
    String name = declared.name();
    if (flags.containsKey(name)) {
      return Optional.of(new Given(flags.get(name), "--var"));
    }
    if (files.containsKey(name)) {
      return Optional.of(new Given(files.get(name), "--var-file"));
    }
    String env = declared.env();
    return env != null && environment.containsKey(env)
        ? Optional.of(new Given(environment.get(env), "$" + env))
        : Optional.empty();
  }

  private static Value value(VarValue reader, Optional<Given> given, List<Problem> problems) {
    VarDecl declared = reader.declared();
    if (given.isPresent()) {
      return reader.outside(given.get().text(), given.get().origin(), problems);
    }
    Node fallback = declared.fallback();
    if (fallback != null) {
      Problems found = new Problems();
      Optional<Value.Known> value = reader.inside(fallback, found);
      problems.addAll(found.sorted());
      return value.<Value>map(known -> known).orElse(new Value.Absent());
    }
    if (declared.required()) {
      problems.add(
          Problem.of(E145, declared.position(), "`" + declared.name() + "` needs a value")
              .help("--var " + declared.name() + "=<" + reader.word() + ">"));
    }
    return new Value.Absent();
  }

  /** Inputs as far as the plan itself gives them; what has to be given from outside is unknown. */
  static Variables rehearsed(Plan plan) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (VarDecl declared : plan.vars().values()) {
      Node fallback = declared.fallback();
      Value none = declared.required() ? new Value.Unknown() : new Value.Absent();
      values.put(
          declared.name(),
          fallback == null
              ? none
              : new VarValue(declared, plan.scalars())
                  .inside(fallback, new Problems())
                  .<Value>map(known -> known)
                  .orElse(none));
    }
    return new Variables(values, Map.of());
  }

  private static void refuseUnknown(
      Plan plan, Map<String, String> given, String origin, List<Problem> problems) {
    for (String name : given.keySet()) {
      if (!plan.vars().containsKey(name)) {
        String message =
            "the plan has no variable " + Problems.quoted(name) + ", given by " + origin;
        problems.add(
            Problems.suggest(
                Problem.of(E146, null, message), name, plan.vars().keySet(), "variables"));
      }
    }
  }

  /** The value of an input; absent when it has none. */
  Value value(String name) {
    return values.getOrDefault(name, new Value.Absent());
  }

  /**
   * Where a value came from.
   *
   * @param text as it is shown
   * @param origin such as {@code default}, {@code --var}, {@code $BACKUP_DIR}
   */
  public record Origin(String text, String origin) {}

  /** Each input that has a value, with its origin, in the order of the plan. */
  public Map<String, Origin> origins() {
    return origins;
  }
}
