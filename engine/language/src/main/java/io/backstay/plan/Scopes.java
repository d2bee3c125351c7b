package io.backstay.plan;

import io.backstay.expr.Entry;
import io.backstay.expr.Kind;
import io.backstay.expr.Scope;
import io.backstay.spi.SourceType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which names are visible where. */
final class Scopes {
  /** What is known of the set that is restored. */
  static final Map<String, Kind> BACKUP =
      Map.of(
          "id", Kind.STRING,
          "type", Kind.STRING,
          "started-at", Kind.TIMESTAMP,
          "age", Kind.DURATION);

  private static final String STEPS = "steps and after";

  private final Scope declarations;
  private final Scope rules;

  private final Entry run;

  private Scopes(Scope declarations, Scope rules, Entry run) {
    this.declarations = declarations;
    this.rules = rules;
    this.run = run;
  }

  /** The same for a plan that makes these kinds of backups. */
  Scopes with(Types types) {
    return new Scopes(declarations, rules, run(List.copyOf(types.declared().keySet())));
  }

  /**
   * Scopes of a plan.
   *
   * @param vars its inputs
   * @param doubtful inputs of which nothing is known
   * @param secrets names of its secrets
   * @param things what it declares
   * @param environments where it may run
   */
  static Scopes of(
      Map<String, VarDecl> vars,
      Set<String> doubtful,
      Iterable<String> secrets,
      Plan.Things things,
      List<String> environments) {
    Map<String, Entry> roots = new HashMap<>();
    roots.put("vars", vars(vars, doubtful));
    roots.put("secrets", secrets(secrets));
    roots.put("plan", plan(environments));
    Scope declarations = withoutTheRest(Scope.of(roots));
    Scope rules =
        declarations
            .and("sources", things(things.sources()))
            .and("services", things(things.services()))
            .and("stores", things(things.stores()));
    return new Scopes(declarations, rules, run(List.of()));
  }

  /** In a library there are only its own secrets. */
  static Scope library(Iterable<String> secrets) {
    return withoutTheRest(Scope.of(Map.of("secrets", secrets(secrets))));
  }

  private static Scope withoutTheRest(Scope scope) {
    return scope
        .butNot("sources", STEPS)
        .butNot("services", STEPS)
        .butNot("stores", STEPS)
        .butNot("run", "`set`, where stores on other hosts begin, steps and after")
        .butNot("steps", "later steps")
        .butNot("backup", "a Restore")
        .butNot("failure", "`on-failure` and `finally`")
        .butNot("scratch", "a Drill")
        .butNot("params", "fragments of a Library");
  }

  /** Parameters of sources and services. */
  Scope declarations() {
    return declarations;
  }

  /** These names and those of a run, for what begins anew with each of them. */
  static Scope ofEachRun(Scope scope) {
    return scope.and("run", run(List.of()));
  }

  /** Rules and preflight, which hold before there is a run. */
  Scope rules() {
    return rules;
  }

  /** The layout of a set. */
  Scope set() {
    return rules.and("run", run);
  }

  /** Steps, those before them given. */
  Scope steps(Map<String, Entry> before, boolean restore) {
    Scope scope = set().and("steps", Entry.group(before));
    return restore ? scope.and("backup", backup()) : scope;
  }

  /**
   * These names and those of scratch resources.
   *
   * @param properties what each has, by its name
   */
  static Scope drill(Scope rules, Map<String, Set<String>> properties) {
    Map<String, Entry> members = new HashMap<>();
    properties.forEach(
        (name, keys) -> {
          Map<String, Entry> has = new HashMap<>();
          keys.forEach(key -> has.put(key, Entry.of(Kind.STRING)));
          members.put(name, Entry.group(has));
        });
    return rules.and("scratch", Entry.group(members));
  }

  /** What is shown and typed before a Restore. */
  Scope confirm() {
    return rules.and("backup", backup());
  }

  /** Steps after a failure, and steps at the end, when nothing may have failed. */
  static Scope after(Scope steps, boolean failed) {
    Entry text = Entry.of(Kind.STRING).knownAtRun();
    Entry failure = Entry.group(Map.of("step", text, "message", text)).knownAtRun();
    return steps.and(
        "failure", failed ? failure : failure.maybeAbsent("the run may have succeeded"));
  }

  /** A step as later steps see it. */
  static Entry step(PlannedStep step, boolean conditional) {
    Map<String, Object> tree = new LinkedHashMap<>();
    new TreeMap<>(Outputs.of(step)).forEach((name, kind) -> put(tree, name, kind));
    Entry entry = group(tree).knownAtRun();
    if (conditional) {
      return entry.maybeAbsent("step `" + step.id() + "` has `when:`");
    }
    return step.modifiers().onError() == Modifiers.OnError.FAIL
        ? entry
        : entry.maybeAbsent("step `" + step.id() + "` may fail: it has `on-error:`");
  }

  @SuppressWarnings("unchecked") // the tree is built below
  private static void put(Map<String, Object> tree, String name, Kind kind) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      tree.putIfAbsent(name, kind);
      return;
    }
    Object inner = tree.computeIfAbsent(name.substring(0, dot), key -> new LinkedHashMap<>());
    if (inner instanceof Kind) {
      inner = new LinkedHashMap<>();
      tree.put(name.substring(0, dot), inner);
    }
    put((Map<String, Object>) inner, name.substring(dot + 1), kind);
  }

  private static Entry group(Map<String, Object> tree) {
    Map<String, Entry> members = new HashMap<>();
    tree.forEach((name, value) -> members.put(name, member(value)));
    return Entry.group(members);
  }

  @SuppressWarnings("unchecked") // the tree is built above
  private static Entry member(Object value) {
    return value instanceof Kind kind ? Entry.of(kind) : group((Map<String, Object>) value);
  }

  private static Entry vars(Map<String, VarDecl> vars, Set<String> doubtful) {
    Map<String, Entry> members = new HashMap<>();
    vars.forEach(
        (name, declared) -> {
          Kind kind = doubtful.contains(name) ? Kind.ANY : VarValue.kind(declared.type());
          Entry entry = Entry.of(kind).oneOf(declared.values());
          boolean always = declared.required() || declared.fallback() != null;
          members.put(
              name, always ? entry : entry.maybeAbsent("`vars." + name + "` has no default"));
        });
    return Entry.group(members);
  }

  private static Entry secrets(Iterable<String> names) {
    Map<String, Entry> members = new HashMap<>();
    Map<String, Map<String, Entry>> libraries = new HashMap<>();
    for (String name : names) {
      int dot = name.indexOf('.');
      Map<String, Entry> group =
          dot < 0
              ? members
              : libraries.computeIfAbsent(name.substring(0, dot), alias -> new HashMap<>());
      group.put(name.substring(dot + 1), Entry.of(Kind.SECRET));
    }
    libraries.forEach(
        (alias, own) ->
            members.merge(
                alias, Entry.group(own), (secret, group) -> secret.with(group.members())));
    return Entry.group(members).hidden();
  }

  /** Outside of any environment its name is empty. */
  private static Entry plan(List<String> environments) {
    List<String> names =
        environments.isEmpty()
            ? List.of()
            : Stream.concat(environments.stream(), Stream.of("")).toList();
    Entry env = Entry.of(Kind.STRING).oneOf(names);
    return Entry.group(Map.of("name", Entry.of(Kind.STRING), "env", env));
  }

  /** A run of a plan that makes several kinds of backups is of one of these. */
  private static Entry run(List<String> types) {
    Map<String, Entry> members = new HashMap<>();
    for (String name : List.of("id", "stamp", "trigger", "user", "host")) {
      members.put(name, Entry.of(Kind.STRING));
    }
    members.put("type", Entry.of(Kind.STRING).oneOf(types));
    members.put("sources", Entry.of(new Kind.ListOf(Kind.STRING)));
    members.put(
        "base",
        Entry.of(Kind.STRING).knownAtRun().maybeAbsent("only a type with `base:` builds on a set"));
    members.put("started-at", Entry.of(Kind.TIMESTAMP));
    members.put("description", Entry.of(Kind.STRING).maybeAbsent("a run need not be described"));
    return Entry.group(members);
  }

  private static Entry backup() {
    Map<String, Entry> members = new HashMap<>();
    BACKUP.forEach((name, kind) -> members.put(name, Entry.of(kind)));
    return Entry.group(members).knownAtRun();
  }

  private static Entry things(Map<String, ? extends Declared<?>> declared) {
    Map<String, Entry> members = new HashMap<>();
    declared.forEach((name, thing) -> members.put(name, thing(name, thing)));
    return Entry.group(members);
  }

  private static Entry thing(String name, Declared<?> thing) {
    Map<String, Entry> members = new HashMap<>();
    if (thing.type() instanceof SourceType<?> source && source.hasUrl()) {
      members.put("url", Entry.of(Kind.SECRET));
    }
    for (Slot slot : Shape.of(thing.params().shape()).slots()) {
      if (DeclaredValues.nameable(slot)) {
        Entry entry = Entry.of(DeclaredValues.kind(slot));
        members.put(
            slot.key(),
            slot.nullable()
                ? entry.maybeAbsent("`" + name + "` need not have `" + slot.key() + "`")
                : entry);
      }
    }
    return Entry.group(members);
  }
}
