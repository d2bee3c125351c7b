package io.backstay.plan;

import io.backstay.spi.StepType;
import io.backstay.spi.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A word of the language, described for people: what generated pages, help and completion are made
 * of.
 *
 * @param category what it is
 * @param name the key as written
 * @param doc what it means
 * @param parameters what stands under it, in the order they are declared
 * @param outputs what later steps can read of it: name to type
 * @param repeatable whether a step of it can be tried again
 * @param onScratchOnly whether a step of it is for {@code prepare} and {@code damage} of a Drill
 * @param changes what a step of it changes; empty when it only reads
 * @param undo what brings that back
 */
public record Description(
    Category category,
    String name,
    String doc,
    List<Parameter> parameters,
    Map<String, String> outputs,
    boolean repeatable,
    boolean onScratchOnly,
    String changes,
    String undo) {

  /** Categories of words. */
  public enum Category {
    /** What a run does. */
    STEP("steps"),
    /** What has to hold. */
    CHECK("checks"),
    /** What is backed up and restored. */
    SOURCE("sources"),
    /** What is stopped and started. */
    SERVICE("services"),
    /** Where sets are kept. */
    STORE("stores"),
    /** What drills restore into. */
    SCRATCH("scratch"),
    /** What goes wrong in drills. */
    FAULT("inject"),
    /** Who is told how runs end. */
    NOTIFIER("notify"),
    /** Where secrets come from. */
    SECRET("secrets");

    private final String many;

    Category(String many) {
      this.many = many;
    }

    /** The key that such words stand under, and the directory of their pages. */
    public String many() {
      return many;
    }
  }

  /**
   * A parameter.
   *
   * @param key as written
   * @param takes what kind of value, such as {@code a duration}
   * @param required whether it has to be given
   * @param fallback what holds when it is not given, as it would be written; empty for nothing
   * @param doc what it means
   * @param example a value as it would stand in a plan; empty for none
   * @param primary whether the short form gives it
   * @param nested the parameters of a map
   */
  public record Parameter(
      String key,
      String takes,
      boolean required,
      String fallback,
      String doc,
      String example,
      boolean primary,
      List<Parameter> nested) {}

  static Description of(Category category, Type<?> type) {
    boolean step = type instanceof StepType<?>;
    return new Description(
        category,
        type.name(),
        CatalogRules.doc(type),
        parameters(Shape.of(type.params())),
        type instanceof StepType<?> it ? new TreeMap<>(it.outputs()) : Map.of(),
        !step || ((StepType<?>) type).repeatable(),
        step && ((StepType<?>) type).onScratchOnly(),
        CatalogRules.changes(type),
        CatalogRules.undo(type));
  }

  static List<Parameter> parameters(Shape shape) {
    return shape.slots().stream().map(slot -> parameter(shape, slot)).toList();
  }

  private static Parameter parameter(Shape shape, Slot slot) {
    return new Parameter(
        slot.key(),
        slot.form().named(),
        slot.required(),
        Optional.ofNullable(slot.written()).orElse(""),
        slot.doc(),
        slot.example(),
        shape.isPrimary(slot),
        nested(slot.form()));
  }

  private static List<Parameter> nested(Form form) {
    return switch (form) {
      case RecordForm record -> parameters(Shape.of(record.type()));
      case ListForm list -> nested(list.element());
      case MapForm map -> nested(map.value());
      default -> List.of();
    };
  }
}
