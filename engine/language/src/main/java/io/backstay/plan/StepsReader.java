package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E207;
import static io.backstay.plan.ProblemCode.E208;
import static io.backstay.plan.ProblemCode.E209;

import io.backstay.expr.Entry;
import io.backstay.expr.Scope;
import io.backstay.spi.StepType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads steps in order, because a step can name what those before it find out. */
final class StepsReader {
  /** Modifiers that mean nothing for steps that only hold others. */
  private static final List<String> NOT_FOR_STRUCTURES =
      List.of("timeout", "retry", "on-error", "drill");

  private final Checking checking;
  private final Function<Map<String, Entry>, Scope> scopes;
  private final Node.Fields defaults;
  private final boolean onScratch;
  private final Map<String, Entry> before = new HashMap<>();

  /**
   * A reader.
   *
   * @param scopes the scope of a step, given what steps before it find out
   * @param defaults timeout and retry for all steps
   */
  StepsReader(Checking checking, Function<Map<String, Entry>, Scope> scopes, Node.Fields defaults) {
    this(checking, scopes, defaults, false);
  }

  private StepsReader(
      Checking checking,
      Function<Map<String, Entry>, Scope> scopes,
      Node.Fields defaults,
      boolean onScratch) {
    this.checking = checking;
    this.scopes = scopes;
    this.defaults = defaults;
    this.onScratch = onScratch;
  }

  /** A reader of what a drill does to its scratch resources. */
  static StepsReader onScratch(
      Checking checking, Function<Map<String, Entry>, Scope> scopes, Node.Fields defaults) {
    return new StepsReader(checking, scopes, defaults, true);
  }

  /** The same for steps that come later, with other names in scope. */
  StepsReader then(Function<Scope, Scope> more) {
    StepsReader later =
        new StepsReader(checking, it -> more.apply(scopes.apply(it)), defaults, onScratch);
    later.before.putAll(before);
    return later;
  }

  List<PlannedStep> read(Node.@Nullable Field section) {
    return section == null ? List.of() : read(section.value(), section.name(), false);
  }

  private List<PlannedStep> read(Node node, String path, boolean conditional) {
    List<PlannedStep> steps = new ArrayList<>();
    List<Node> items = items(node, path);
    for (int i = 0; i < items.size(); i++) {
      Optional<PlannedStep> step = step(items.get(i), path + "[" + i + "]", conditional);
      step.ifPresent(steps::add);
      step.ifPresent(it -> remember(it, conditional));
    }
    return steps;
  }

  private List<Node> items(Node node, String path) {
    if (node instanceof Node.Items items && !items.items().isEmpty()) {
      return items.items();
    }
    String key = path.substring(path.lastIndexOf('.') + 1);
    checking.add(
        node instanceof Node.Items
            ? Texts.missing(node, Use.required(key))
            : Texts.shape(node, Use.required(key), "a list of steps"));
    return List.of();
  }

  private void remember(PlannedStep step, boolean conditional) {
    boolean maybe = conditional || !step.modifiers().when().always();
    before.put(step.id(), Scopes.step(step, maybe));
  }

  private Optional<PlannedStep> step(Node node, String path, boolean conditional) {
    List<String> here = here();
    List<String> elsewhere = anywhere().stream().filter(name -> !here.contains(name)).toList();
    boolean strays =
        names(node).noneMatch(here::contains) && names(node).anyMatch(elsewhere::contains);
    return new OneKey(OneKey.Category.STEP, strays ? elsewhere : here)
        .read(node, checking.problems())
        .map(typed -> placed(typed, here))
        .flatMap(
            typed ->
                switch (typed.name()) {
                  case "group" -> Optional.of(group(typed, path, conditional));
                  case "parallel" -> Optional.of(parallel(typed, path, conditional));
                  // No steps could be put in its place, and that was said.
                  case Calls.CALL -> Optional.empty();
                  default ->
                      Optional.of(single(checking.catalog().step(typed.name()), typed, path));
                });
  }

  private <P extends Record> PlannedStep single(StepType<P> type, OneKey.Typed typed, String path) {
    Checking here = checking.in(scopes.apply(before));
    Node params = new RehearsedChecks(checking.catalog()).in(type.name(), typed.params());
    new RecordForm(type.params(), type.name(), Words.STEPS.modifiers())
        .check(params, Use.required(type.name()).at(typed.type().position()), here);
    if (!type.repeatable()) {
      typed.modifier("retry").ifPresent(retry -> checking.add(unrepeatable(type, retry)));
    }
    return new PlannedStep.Single<>(
        new ModifiersReader(here, defaults).read(typed, type.repeatable()),
        type,
        new Part<>(params, type.params()),
        typed.type().position(),
        path);
  }

  /** The steps that have their place in this list. */
  private List<String> here() {
    return anywhere().stream()
        .filter(
            name ->
                Words.STRUCTURES.contains(name)
                    ? !onScratch
                    : checking.catalog().step(name).onScratchOnly() == onScratch)
        .toList();
  }

  private List<String> anywhere() {
    TreeSet<String> all = new TreeSet<>(checking.catalog().steps().keySet());
    all.addAll(Words.STRUCTURES);
    return List.copyOf(all);
  }

  /** What may be the type of a step. */
  private static Stream<String> names(Node node) {
    return switch (node) {
      case Node.Scalar word -> Stream.of(word.text());
      case Node.Fields fields -> fields.fields().stream().map(Node.Field::name);
      case Node.Items items -> Stream.of();
    };
  }

  private OneKey.Typed placed(OneKey.Typed typed, List<String> here) {
    if (!here.contains(typed.name())) {
      String where =
          onScratch
              ? "is not for `prepare` and `damage`: it is a step of Backups and Restores"
              : "is for `prepare` and `damage` of a Drill, and for nothing else";
      checking.add(
          Problem.of(E207, typed.type().position(), "`" + typed.name() + "` " + where)
              .help("steps here: " + Problems.list(here)));
    }
    return typed;
  }

  private static Problem unrepeatable(StepType<?> type, Node.Field retry) {
    return Problem.of(E209, retry.key().position(), "`" + type.name() + "` cannot be tried again")
        .note("after a failed attempt the next one would not start where the first did")
        .help("remove `retry:`; what failed is undone, and the whole run can be repeated");
  }

  private PlannedStep group(OneKey.Typed typed, String path, boolean conditional) {
    Modifiers modifiers = structure(typed);
    Node steps = steps(typed, List.of("steps"));
    boolean maybe = conditional || !modifiers.when().always();
    return new PlannedStep.Group(
        modifiers, read(steps, path + ".group", maybe), typed.type().position(), path);
  }

  /** Steps that run at the same time see what was before them, not each other. */
  private PlannedStep parallel(OneKey.Typed typed, String path, boolean conditional) {
    Modifiers modifiers = structure(typed);
    boolean maybe = conditional || !modifiers.when().always();
    List<Node> items =
        items(steps(typed, List.of("steps", "max", "fail-fast")), path + ".parallel");
    List<PlannedStep> steps = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      StepsReader apart = then(Function.identity());
      apart.step(items.get(i), path + ".parallel[" + i + "]", maybe).ifPresent(steps::add);
    }
    steps.forEach(step -> rememberAll(step, maybe));
    return new PlannedStep.Parallel(modifiers, rules(typed), steps, typed.type().position(), path);
  }

  private void rememberAll(PlannedStep step, boolean conditional) {
    remember(step, conditional);
    boolean maybe = conditional || !step.modifiers().when().always();
    step.children().forEach(child -> rememberAll(child, maybe));
  }

  private Part<PlannedStep.Rules> rules(OneKey.Typed typed) {
    List<Node.Field> fields =
        typed.params() instanceof Node.Fields params
            ? params.fields().stream().filter(field -> !field.name().equals("steps")).toList()
            : List.of();
    Node.Fields rules = new Node.Fields(fields, typed.params().position());
    Class<PlannedStep.Rules> shape = PlannedStep.Rules.class;
    new RecordForm(shape, "parallel", Words.STEPS.modifiers())
        .check(rules, Use.required("parallel"), checking.in(scopes.apply(before)));
    return new Part<>(rules, shape);
  }

  /** The steps a structure holds: its short form, or those under {@code steps:}. */
  private Node steps(OneKey.Typed typed, List<String> keys) {
    if (!(typed.params() instanceof Node.Fields fields)) {
      return typed.params();
    }
    if (keys.size() == 1) {
      fields.fields().stream()
          .filter(field -> !keys.contains(field.name()))
          .forEach(
              field ->
                  checking.add(
                      RecordForm.unknown(field, typed.name(), keys, Words.STEPS.modifiers())));
    }
    return fields
        .field("steps")
        .map(Node.Field::value)
        .orElseGet(() -> new Node.Items(List.of(), typed.type().position()));
  }

  private Modifiers structure(OneKey.Typed typed) {
    NOT_FOR_STRUCTURES.stream()
        .flatMap(word -> typed.modifier(word).stream())
        .forEach(
            modifier ->
                checking.add(
                    Problem.of(
                            E208,
                            modifier.key().position(),
                            "`"
                                + modifier.name()
                                + "` is not a modifier of a `"
                                + typed.name()
                                + "`")
                        .help("put it beside the steps inside; for all steps: `defaults:`")));
    Node.Fields none = new Node.Fields(List.of(), typed.type().position());
    return new ModifiersReader(checking.in(scopes.apply(before)), none).read(typed, true);
  }
}
