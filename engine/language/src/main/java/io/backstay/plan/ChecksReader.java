package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E208;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads checks, wherever they stand, and finds what is wrong with them. */
final class ChecksReader {
  /** Modifiers of checks that are made again and again. */
  static final List<String> REPEATED = List.of("every", "failures", "alert");

  private final Checking checking;

  ChecksReader(Checking checking) {
    this.checking = checking;
  }

  List<CheckDecl> all(Node node, Use use) {
    if (node instanceof Node.Items items) {
      return items.items().stream().flatMap(item -> read(item).stream()).toList();
    }
    checking.add(Texts.shape(node, use, "a list of checks"));
    return List.of();
  }

  /** Checks that are made between runs, each with what its alarm is called. */
  List<Monitor> monitors(Node node, Use use) {
    if (!(node instanceof Node.Items items)) {
      checking.add(Texts.shape(node, use, "a list of checks"));
      return List.of();
    }
    CheckNode check = new CheckNode(checking.catalog(), checking.problems());
    List<Monitor> monitors = new ArrayList<>();
    for (Node item : items.items()) {
      Optional<OneKey.Typed> typed = check.typed(item);
      typed.ifPresent(one -> examine(one, List.of("every", "failures")));
      typed.map(one -> check.monitor(one)).ifPresent(monitors::add);
    }
    return monitors;
  }

  /** Checks that are made while a drill goes on. */
  List<StopRule> stops(Node node, Use use) {
    if (!(node instanceof Node.Items items)) {
      checking.add(Texts.shape(node, use, "a list of checks"));
      return List.of();
    }
    CheckNode check = new CheckNode(checking.catalog(), checking.problems());
    List<StopRule> rules = new ArrayList<>();
    for (Node item : items.items()) {
      Optional<OneKey.Typed> typed = check.typed(item);
      typed.ifPresent(one -> examine(one, List.of("alert", "within")));
      typed.map(one -> new StopRule(check.declaration(one), rhythm(one))).ifPresent(rules::add);
    }
    return rules;
  }

  private Part<Rhythm> rhythm(OneKey.Typed typed) {
    List<Node.Field> said =
        Stream.of("every", "failures").flatMap(word -> typed.modifier(word).stream()).toList();
    Node node = new Node.Fields(said, typed.type().position());
    new RecordForm(Rhythm.class, typed.name(), List.of())
        .check(node, Use.required(typed.name()).at(typed.type().position()), checking);
    return new Part<>(node, Rhythm.class);
  }

  Optional<CheckDecl> read(Node node) {
    CheckNode check = new CheckNode(checking.catalog(), checking.problems());
    Optional<OneKey.Typed> typed = check.typed(node);
    typed.ifPresent(one -> examine(one, REPEATED));
    return typed.map(check::declaration);
  }

  private void examine(OneKey.Typed typed, List<String> misplaced) {
    Class<? extends Record> shape = checking.catalog().check(typed.name()).params();
    Use use = Use.required(typed.name()).at(typed.type().position());
    new RecordForm(shape, typed.name(), Words.CHECKS.modifiers())
        .check(typed.params(), use, checking);
    typed.modifier("when").ifPresent(when -> Conditions.check(when.value(), checking));
    typed
        .modifier("within")
        .ifPresent(
            within -> CheckNode.WITHIN.check(within.value(), Use.required("within"), checking));
    misplaced.stream()
        .flatMap(word -> typed.modifier(word).stream())
        .forEach(modifier -> checking.add(misplaced(modifier)));
  }

  private static Problem misplaced(Node.Field modifier) {
    return Problem.of(
            E208,
            modifier.key().position(),
            "`" + modifier.name() + "` is not a modifier of a check at this place")
        .note("it belongs to checks that are made again and again")
        .help("to try a check until it passes, write  within: 2m");
  }
}
