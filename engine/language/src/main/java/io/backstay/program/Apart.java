package io.backstay.program;

import io.backstay.spi.Facts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Steps of something else in a program that has steps of its own: their ids begin with what no
 * other id begins with, and what they name by its id is found among themselves.
 *
 * @param prefix what their ids begin with
 */
record Apart(String prefix) {
  List<Node> of(List<Node> nodes) {
    return nodes.stream().map(this::of).toList();
  }

  private Node of(Node node) {
    String id = prefix + node.id();
    return switch (node) {
      case Node.Step step -> step(id, step);
      case Node.Group group -> new Node.Group(id, guard(group.when()), of(group.nodes()));
      case Node.Parallel it ->
          new Node.Parallel(id, guard(it.when()), it.max(), it.failFast(), of(it.nodes()));
    };
  }

  private Node step(String id, Node.Step step) {
    return new Node.Step(
        id,
        step.type(),
        step.name(),
        guard(step.when()),
        step.timeout(),
        step.retry(),
        step.onError(),
        step.where(),
        late(step.ops()));
  }

  private Guard guard(Guard guard) {
    return switch (guard) {
      case Guard.Decided decided -> decided;
      case Guard.Open(String text, Function<Map<String, Facts>, Boolean> later) ->
          new Guard.Open(text, steps -> later.apply(own(steps)));
    };
  }

  private <T> Late<T> late(Late<T> late) {
    return switch (late) {
      case Late.Known<T> known -> known;
      case Late.Unknown<T>(T preview, Function<Map<String, Facts>, T> later) ->
          new Late.Unknown<>(preview, steps -> later.apply(own(steps)));
    };
  }

  private Map<String, Facts> own(Map<String, Facts> steps) {
    Map<String, Facts> own = new HashMap<>();
    steps.forEach(
        (id, facts) -> {
          if (id.startsWith(prefix)) {
            own.put(id.substring(prefix.length()), facts);
          }
        });
    return own;
  }
}
