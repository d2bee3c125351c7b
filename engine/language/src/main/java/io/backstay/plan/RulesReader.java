package io.backstay.plan;

import io.backstay.expr.Scope;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what holds for all runs of a plan. */
final class RulesReader {
  private final Node.Fields root;
  private final Checking checking;
  private final Scopes scopes;

  RulesReader(Node.Fields root, Checking checking, Scopes scopes) {
    this.root = root;
    this.checking = checking;
    this.scopes = scopes;
  }

  /**
   * Reads them.
   *
   * @param types the kinds of backups the plan makes
   */
  Plan.Rules read(Types types) {
    Part<SetLayout> set = part("set", SetLayout.class, scopes.set());
    return new Plan.Rules(
        set,
        part("retention", Retention.class, scopes.rules()),
        part("objectives", Objectives.class, scopes.rules()),
        schedule(),
        lock(),
        types,
        metrics(),
        ifSaid("continuous", Continuous.class));
  }

  /** How runs exclude one another. */
  Part<Lock> lock() {
    return part("lock", Lock.class, scopes.rules());
  }

  /** Where numbers are written; null for nowhere. */
  @Nullable Part<MetricsRules> metrics() {
    return ifSaid("metrics", MetricsRules.class);
  }

  private <P extends Record> @Nullable Part<P> ifSaid(String key, Class<P> shape) {
    return root.field(key).isPresent() ? part(key, shape, scopes.rules()) : null;
  }

  /** Timeout and retry for all steps. */
  Node.Fields defaults() {
    Part<Limits> defaults = part("defaults", Limits.class, scopes.set());
    return defaults.node() instanceof Node.Fields fields
        ? fields
        : new Node.Fields(List.of(), root.position());
  }

  /** A section, checked; without keys when the file does not have it. */
  <P extends Record> Part<P> part(String key, Class<P> shape, Scope scope) {
    Optional<Node.Field> field = root.field(key);
    if (field.isEmpty()) {
      return new Part<>(new Node.Fields(List.of(), root.position()), shape);
    }
    Node.Field section = field.get();
    Use use = Use.required(key).at(section.key().position());
    if (Texts.nothing(section.value())) {
      checking.add(Texts.missing(section.value(), use));
    } else {
      new RecordForm(shape).check(section.value(), use, checking.in(scope));
    }
    return new Part<>(section.value(), shape);
  }

  /** When runs are due. */
  List<Part<Trigger>> schedule() {
    return parts("schedule", Trigger.class, scopes.rules());
  }

  /** A section that is a list, each element checked. */
  <P extends Record> List<Part<P>> parts(String key, Class<P> shape, Scope scope) {
    Optional<Node.Field> field = root.field(key);
    if (field.isEmpty()) {
      return List.of();
    }
    if (!(field.get().value() instanceof Node.Items items)) {
      Problem problem = Texts.shape(field.get().value(), Use.required(key), "a list");
      checking.add(key.equals("schedule") ? problem.help("write  - cron: '0 2 * * *'") : problem);
      return List.of();
    }
    return items.items().stream().map(node -> part(key, node, shape, scope)).toList();
  }

  private <P extends Record> Part<P> part(String key, Node node, Class<P> shape, Scope scope) {
    new RecordForm(shape).check(node, Use.required(key), checking.in(scope));
    return new Part<>(node, shape);
  }
}
