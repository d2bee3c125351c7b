package io.backstay.plan;

import io.backstay.expr.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a run does. */
final class FlowReader {
  private final Node.Fields content;
  private final Checking checking;
  private final Scopes scopes;
  private final Node.Fields defaults;
  private final Map<String, Node> notifiers;

  FlowReader(
      Node.Fields content,
      Checking checking,
      Scopes scopes,
      Node.Fields defaults,
      Map<String, Node> notifiers) {
    this.content = content;
    this.checking = checking;
    this.scopes = scopes;
    this.defaults = defaults;
    this.notifiers = notifiers;
  }

  Plan.Flow read(PlanKind kind) {
    boolean restore = kind == PlanKind.RESTORE;
    StepsReader reader =
        new StepsReader(checking, before -> scopes.steps(before, restore), defaults);
    List<PlannedStep> steps = reader.read(content.field("steps").orElse(null));
    List<PlannedStep> onFailure = after(reader, "on-failure", true);
    List<PlannedStep> atEnd = after(reader, "finally", false);
    IdRules ids = new IdRules(checking.problems());
    List.of(steps, onFailure, atEnd).forEach(ids::check);
    List<NotifyDecl> notify =
        new NotifyReader(checking.in(Scopes.after(scopes.rules(), true)))
            .read(content.field("notify").orElse(null), notifiers);
    return new Plan.Flow(preflight(), steps, onFailure, atEnd, monitors(), notify);
  }

  private List<PlannedStep> after(StepsReader steps, String key, boolean failed) {
    return steps.then(scope -> Scopes.after(scope, failed)).read(content.field(key).orElse(null));
  }

  private List<Monitor> monitors() {
    Optional<Node.Field> field = content.field("monitors");
    return field
        .map(
            checks ->
                new ChecksReader(checking.in(scopes.rules()))
                    .monitors(checks.value(), Use.required(checks.name())))
        .orElse(List.of());
  }

  private List<CheckDecl> preflight() {
    Scope scope = scopes.rules();
    Optional<Node.Field> field = content.field("preflight");
    return field
        .map(
            checks ->
                new ChecksReader(checking.in(scope))
                    .all(checks.value(), Use.required(checks.name())))
        .orElse(List.of());
  }
}
