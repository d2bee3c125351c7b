package io.backstay.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands under each key at the top of a file. */
final class Sections {
  private Sections() {}

  /** The record a section of such a file is, when it is one. */
  static Optional<Class<? extends Record>> shape(TopKey key, PlanKind kind) {
    boolean drill = kind == PlanKind.DRILL;
    return switch (key) {
      case BACKUP_ -> Optional.of(drill ? DrillSelection.class : Selection.class);
      case OBJECTIVES -> Optional.of(drill ? DrillObjectives.class : Objectives.class);
      default -> shape(key);
    };
  }

  private static Optional<Class<? extends Record>> shape(TopKey key) {
    return Optional.ofNullable(
        switch (key) {
          case OWNER -> Owner.class;
          case REQUIRES -> Notices.Requires.class;
          case NOT_COVERED -> Notices.NotCovered.class;
          case VARS -> WrittenVar.class;
          case TYPES -> BackupType.class;
          case SET -> SetLayout.class;
          case RETENTION -> Retention.class;
          case CONTINUOUS -> Continuous.class;
          case METRICS -> MetricsRules.class;
          case SCHEDULE -> Trigger.class;
          case LOCK -> Lock.class;
          case DEFAULTS -> Limits.class;
          case SCENARIO -> Scenario.class;
          case PARTICIPANTS -> Scenario.Participant.class;
          case REPORT -> ReportRules.class;
          case TEARDOWN -> TeardownRules.class;
          case CONFIRM -> Confirm.class;
          default -> null;
        });
  }

  static Map<String, Object> schema(TopKey key, PlanKind kind) {
    return switch (key) {
      case API_VERSION -> Map.of("const", "backstay/v1");
      case KIND -> Map.of("const", kind.word());
      case LABELS -> Schemas.map(Schemas.scalar(io.backstay.expr.Kind.STRING));
      case VARS -> Schemas.map(Schemas.record(Shape.of(WrittenVar.class)));
      case TYPES -> Schemas.map(Schemas.record(Shape.of(BackupType.class)));
      case SECRETS -> Schemas.map(Schemas.list(Schemas.reference("secret")));
      case SOURCES -> Schemas.map(Schemas.reference("source"));
      case SERVICES -> Schemas.map(Schemas.reference("service"));
      case STORES -> Schemas.map(Schemas.reference("store"));
      case ENVIRONMENTS -> Schemas.map(environment());
      case SCRATCH -> Schemas.map(Schemas.reference("scratch"));
      case BIND, WITH -> Schemas.map(Schemas.scalar(io.backstay.expr.Kind.STRING));
      case PREFLIGHT, HYPOTHESIS, STOP_IF, VERIFY, MONITORS -> listOf("check");
      case INJECT -> listOf("fault");
      case STEPS, ON_FAILURE, FINALLY, PREPARE, DAMAGE -> listOf("step");
      case USE -> Schemas.map(Map.of("type", List.of("string", "object")));
      case NOTIFIERS -> Schemas.map(Schemas.reference("notifier"));
      case NOTIFY -> listOf("notifier");
      case FRAGMENTS -> Schemas.map(fragment());
      case SCHEDULE, NOT_COVERED, PARTICIPANTS ->
          Map.of("type", "array", "items", Schemas.record(shapeOf(key)));
      default ->
          shape(key, kind)
              .map(Shape::of)
              .map(Schemas::record)
              .orElse(Map.of("type", List.of("string", "number")));
    };
  }

  /** What it says of a thing is part of what the plan says, so little of it can be demanded. */
  private static Map<String, Object> environment() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(Environments.PROTECTED, Map.of("type", "boolean"));
    for (TopKey key : Environments.MAY_DIFFER) {
      properties.put(
          key.key(),
          key == TopKey.SCHEDULE || key == TopKey.MONITORS || key == TopKey.NOTIFY
              ? schema(key, PlanKind.BACKUP)
              : Map.of("type", "object"));
    }
    return Map.of("type", "object", "properties", properties, "additionalProperties", false);
  }

  private static Map<String, Object> fragment() {
    Map<String, Object> params = Schemas.map(Schemas.record(Shape.of(WrittenParam.class)));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("description", Map.of("type", "string"));
    properties.put("params", params);
    properties.put("steps", listOf("step"));
    return Map.of(
        "type",
        "object",
        "properties",
        properties,
        "required",
        List.of("steps"),
        "additionalProperties",
        false);
  }

  private static Shape shapeOf(TopKey key) {
    return Shape.of(shape(key).orElseThrow());
  }

  private static Map<String, Object> listOf(String definition) {
    return Map.of("type", "array", "items", Schemas.reference(definition));
  }
}
