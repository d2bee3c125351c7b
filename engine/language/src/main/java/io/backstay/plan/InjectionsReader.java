package io.backstay.plan;

import io.backstay.spi.FaultType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code inject:}. */
final class InjectionsReader {
  private final Checking checking;

  InjectionsReader(Checking checking) {
    this.checking = checking;
  }

  List<Injection> read(Node.Field section) {
    if (section.value() instanceof Node.Items items) {
      return items.items().stream().flatMap(item -> one(item).stream()).toList();
    }
    Use use = Use.required(section.name());
    checking.add(Texts.shape(section.value(), use, "a list of faults"));
    return List.of();
  }

  private Optional<Injection> one(Node node) {
    Map<String, FaultType<?>> types = checking.catalog().faults();
    return new OneKey(OneKey.Category.FAULT, types.keySet())
        .read(node, checking.problems())
        .map(typed -> injection(Optional.ofNullable(types.get(typed.name())).orElseThrow(), typed));
  }

  private Injection injection(FaultType<?> type, OneKey.Typed typed) {
    Position at = typed.type().position();
    Node beside = new Node.Fields(List.copyOf(typed.beside().values()), at);
    new RecordForm(type.params(), type.name(), Words.FAULTS.modifiers())
        .check(typed.params(), Use.required(type.name()).at(at), checking);
    new RecordForm(Timing.class, type.name(), List.of())
        .check(beside, Use.required(type.name()).at(at), checking);
    return new Injection(
        type, new Part<>(typed.params(), type.params()), new Part<>(beside, Timing.class), at);
  }
}
