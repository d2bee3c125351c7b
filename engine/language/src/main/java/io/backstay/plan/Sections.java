package io.backstay.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands under each key at the top of a file. */
final class Sections {
  private Sections() {}

  /** The record a section is, when it is one. */
  static Optional<Class<? extends Record>> shape(TopKey key) {
    return Optional.ofNullable(
        switch (key) {
          case OWNER -> Notices.Owner.class;
          case REQUIRES -> Notices.Requires.class;
          case NOT_COVERED -> Notices.NotCovered.class;
          case VARS -> WrittenVar.class;
          case SET -> SetLayout.class;
          case RETENTION -> Retention.class;
          case OBJECTIVES -> Objectives.class;
          case SCHEDULE -> Trigger.class;
          case LOCK -> Lock.class;
          case DEFAULTS -> Limits.class;
          case BACKUP_ -> Selection.class;
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
      case SECRETS -> Schemas.map(Schemas.list(Schemas.reference("secret")));
      case SOURCES -> Schemas.map(Schemas.reference("source"));
      case SERVICES -> Schemas.map(Schemas.reference("service"));
      case STORES -> Schemas.map(Schemas.reference("store"));
      case PREFLIGHT -> listOf("check");
      case STEPS, ON_FAILURE, FINALLY -> listOf("step");
      case SCHEDULE, NOT_COVERED -> Map.of("type", "array", "items", Schemas.record(shapeOf(key)));
      default ->
          shape(key)
              .map(Shape::of)
              .map(Schemas::record)
              .orElse(Map.of("type", List.of("string", "number")));
    };
  }

  private static Shape shapeOf(TopKey key) {
    return Shape.of(shape(key).orElseThrow());
  }

  private static Map<String, Object> listOf(String definition) {
    return Map.of("type", "array", "items", Schemas.reference(definition));
  }
}
