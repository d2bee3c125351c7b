package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Refusal;
import io.backstay.spi.StepType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step as a plan says it. */
public sealed interface PlannedStep {
  /** What stands beside its type. */
  Modifiers modifiers();

  /** Where its type key stands. */
  Position position();

  /** Such as {@code steps[2].parallel[0]}. */
  String path();

  /** Its type key. */
  String typeName();

  /** Unique in the plan. */
  default String id() {
    return modifiers().id();
  }

  /** The steps it holds; none for a single one. */
  default List<PlannedStep> children() {
    return switch (this) {
      case Single<?> single -> List.of();
      case Group group -> group.steps();
      case Parallel parallel -> parallel.steps();
    };
  }

  /**
   * One step.
   *
   * @param modifiers what stands beside the type
   * @param type what it does
   * @param params how
   * @param position where its type key stands
   * @param path such as {@code steps[2]}
   * @param <P> its parameters
   */
  record Single<P extends Record>(
      Modifiers modifiers, StepType<P> type, Part<P> params, Position position, String path)
      implements PlannedStep {
    @Override
    public String typeName() {
      return type.name();
    }
  }

  /**
   * Steps one after another under one condition.
   *
   * @param modifiers id, name and condition
   * @param steps the steps
   * @param position where the word stands
   * @param path such as {@code steps[2]}
   */
  record Group(Modifiers modifiers, List<PlannedStep> steps, Position position, String path)
      implements PlannedStep {
    /** Copies the list. */
    public Group {
      steps = List.copyOf(steps);
    }

    @Override
    public String typeName() {
      return "group";
    }
  }

  /**
   * Steps at the same time.
   *
   * @param modifiers id, name and condition
   * @param rules how many at a time, and what a failure does to the others
   * @param steps the steps
   * @param position where the word stands
   * @param path such as {@code steps[2]}
   */
  record Parallel(
      Modifiers modifiers,
      Part<Rules> rules,
      List<PlannedStep> steps,
      Position position,
      String path)
      implements PlannedStep {
    /** Copies the list. */
    public Parallel {
      steps = List.copyOf(steps);
    }

    @Override
    public String typeName() {
      return "parallel";
    }
  }

  /**
   * How steps run at the same time.
   *
   * @param max how many at a time; null for all
   * @param failFast whether the first failure cancels the others
   */
  @Doc("How steps run at the same time.")
  record Rules(
      @Doc(value = "How many at a time; all when it is left out.", example = "2")
          @Nullable Integer max,
      @Doc(value = "Whether the first failure cancels the others.", example = "true")
          @Default("true")
          boolean failFast) {

    /** Refuses to run nothing at a time. */
    public Rules {
      if (max != null && max < 1) {
        throw new Refusal("E407", "max", "at least one step runs at a time", "write  max: 2");
      }
    }
  }
}
