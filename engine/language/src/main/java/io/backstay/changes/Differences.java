package io.backstay.changes;

import io.backstay.changes.Difference.Label;
import io.backstay.plan.Node;
import io.backstay.plan.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds where two plans differ, each place once and as high up as it is one. */
final class Differences {
  /** Lists whose order means something. */
  private static final Set<String> ORDERED = Set.of("steps", "on-failure", "finally", "prepare");

  private final List<Difference> found = new ArrayList<>();

  private Differences() {}

  static List<Difference> between(Node.Fields before, Node.Fields after) {
    Differences differences = new Differences();
    differences.compare(List.of(), before, after);
    return List.copyOf(differences.found);
  }

  private void compare(List<Label> path, @Nullable Node before, @Nullable Node after) {
    if (before instanceof Node.Fields one && after instanceof Node.Fields other) {
      each(path, Elements.of(one), Elements.of(other), this::compare);
    } else if (before instanceof Node.Items one && after instanceof Node.Items other) {
      lists(path, Elements.of(one), Elements.of(other));
    } else {
      note(path, line(before), line(after), after == null ? null : after.position());
    }
  }

  private static @Nullable String line(@Nullable Node node) {
    return node == null ? null : Elements.line(node);
  }

  private void note(
      List<Label> path,
      @Nullable String before,
      @Nullable String after,
      @Nullable Position position) {
    if (!Objects.equals(before, after)) {
      found.add(new Difference(path, before, after, position));
    }
  }

  private interface Comparison {
    void of(List<Label> path, @Nullable Node before, @Nullable Node after);
  }

  private static void each(
      List<Label> path, Map<Label, Node> before, Map<Label, Node> after, Comparison compare) {
    Set<Label> labels = new LinkedHashSet<>(before.keySet());
    labels.addAll(after.keySet());
    for (Label label : labels) {
      compare.of(below(path, label), before.get(label), after.get(label));
    }
  }

  private static List<Label> below(List<Label> path, Label label) {
    return Stream.concat(path.stream(), Stream.of(label)).toList();
  }

  private void lists(List<Label> path, Map<Label, Node> before, Map<Label, Node> after) {
    Map<Label, Node> now = renamed(before, after);
    each(path, before, now, this::elements);
    if (ORDERED.contains(path.getLast().type())) {
      note(
          below(path, Elements.label("order")),
          common(before.keySet(), now),
          common(now.keySet(), before),
          null);
    }
  }

  /**
   * What is there now by the labels of what was there: an element whose label went with its content
   * is the only one of its type that came for the only one that went.
   */
  private static Map<Label, Node> renamed(Map<Label, Node> before, Map<Label, Node> after) {
    Map<Label, Node> now = new LinkedHashMap<>();
    after.forEach(
        (label, node) ->
            now.put(node instanceof Node.Fields ? old(label, before, after) : label, node));
    return now;
  }

  private static Label old(Label label, Map<Label, Node> before, Map<Label, Node> after) {
    List<Label> came = only(label.type(), after, before);
    List<Label> went = only(label.type(), before, after);
    return came.equals(List.of(label)) && went.size() == 1 ? went.getFirst() : label;
  }

  private static List<Label> only(String type, Map<Label, Node> in, Map<Label, Node> notIn) {
    return in.keySet().stream()
        .filter(label -> label.type().equals(type) && !notIn.containsKey(label))
        .toList();
  }

  private static String common(Set<Label> labels, Map<Label, Node> others) {
    return labels.stream()
        .filter(others::containsKey)
        .map(Label::text)
        .collect(Collectors.joining(", "));
  }

  /** What an element is stands in its own place, what stands beside that below it. */
  private void elements(List<Label> path, @Nullable Node before, @Nullable Node after) {
    if (before instanceof Node.Fields one && after instanceof Node.Fields other) {
      compare(path, value(one), value(other));
      each(path, Elements.modifiers(one), Elements.modifiers(other), this::compare);
    } else {
      compare(path, before, after);
    }
  }

  private static @Nullable Node value(Node.Fields element) {
    return Elements.content(element).map(Node.Field::value).orElse(null);
  }
}
