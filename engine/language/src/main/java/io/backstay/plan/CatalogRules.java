package io.backstay.plan;

import io.backstay.expr.ScalarReader;
import io.backstay.expr.Scope;
import io.backstay.spi.Doc;
import io.backstay.spi.StepType;
import io.backstay.spi.Type;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a type has to be like so that plans can use it; said to its author, not to a user. */
final class CatalogRules {
  private static final Pattern NAME =
      Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z][a-z0-9]*(-[a-z0-9]+)*)*");

  private static final String OURS = "io.backstay.";

  private CatalogRules() {}

  /** Whether somebody else wrote it. */
  static boolean foreign(Type<?> type) {
    return !type.getClass().getName().startsWith(OURS);
  }

  /** Refuses names that plans cannot write, or that a later backstay might want for itself. */
  static void checkName(Type<?> type) {
    require(NAME.matcher(type.name()).matches(), type, "is not called like a word of a plan");
    require(!foreign(type) || type.name().contains("."), type, "needs a name with a dot in it");
    boolean taken =
        Words.STEPS.modifiers().contains(type.name()) || Words.STRUCTURES.contains(type.name());
    require(!(type instanceof StepType<?> && taken), type, "has a name that is taken");
  }

  /** Refuses what would leave a user without a word of explanation. */
  static void checkParameters(Type<?> type) {
    require(!doc(type).isBlank(), type, "has no @Doc");
    checkShape(Shape.of(type.params()), type, new HashSet<>());
    if (type instanceof StepType<?>) {
      require(
          changes(type).isEmpty() == undo(type).isEmpty(),
          type,
          "says what it changes but not what undoes it, or the other way round");
      for (String key : Shape.of(type.params()).keys()) {
        boolean modifier = Words.STEPS.modifiers().contains(key);
        require(!modifier, type, "has a parameter with the name of a modifier: " + key);
      }
    }
  }

  /** What a type is, said on it or on its parameters. */
  static String doc(Type<?> type) {
    Doc own = type.getClass().getAnnotation(Doc.class);
    return own == null ? Shape.of(type.params()).doc() : own.value();
  }

  /** What a step changes; empty when it only reads. */
  static String changes(Type<?> type) {
    Doc own = type.getClass().getAnnotation(Doc.class);
    return own == null ? "" : own.changes();
  }

  /** What brings back what a step changes. */
  static String undo(Type<?> type) {
    Doc own = type.getClass().getAnnotation(Doc.class);
    return own == null ? "" : own.undo();
  }

  private static void checkShape(Shape shape, Type<?> type, Set<Shape> seen) {
    if (!seen.add(shape)) {
      return;
    }
    for (Slot slot : shape.slots()) {
      checkFallback(slot, type);
      nested(slot.form()).forEach(record -> checkShape(Shape.of(record.type()), type, seen));
    }
  }

  private static List<RecordForm> nested(Form form) {
    return switch (form) {
      case RecordForm record -> List.of(record);
      case ListForm list -> nested(list.element());
      case MapForm map -> nested(map.value());
      default -> List.of();
    };
  }

  /** A default that cannot be read would fail in every plan that does not mention it. */
  private static void checkFallback(Slot slot, Type<?> type) {
    Node fallback = slot.fallback();
    boolean templated = fallback instanceof Node.Scalar text && Texts.templated(text.text());
    if (fallback == null || templated) {
      return;
    }
    Problems problems = new Problems();
    Ground ground =
        new Ground(Path.of(""), new ScalarReader(ZoneOffset.UTC), Catalog.of(List.of()));
    Names none = new Names(Set.of(), Set.of(), Set.of(), Set.of());
    Checking checking = new Checking(ground, none, Scope.of(Map.of()), problems);
    slot.form().check(fallback, slot.use(), checking);
    require(
        problems.count() == 0,
        type,
        "has a default that cannot be read: " + slot.key() + " = " + slot.written());
  }

  private static void require(boolean holds, Type<?> type, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(
          "the type `" + type.name() + "` (" + type.getClass().getName() + ") " + otherwise);
    }
  }
}
