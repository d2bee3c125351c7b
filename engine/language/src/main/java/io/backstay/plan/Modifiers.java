package io.backstay.plan;

/**
 * What stands beside a step's type.
 *
 * @param id unique in the plan; the type when the plan does not say
 * @param name what people call it; the id when the plan does not say
 * @param when whether it runs
 * @param limits how long and how often
 * @param onError what its failure means
 * @param inDrills whether a drill runs it although it is a kind of step that drills skip
 */
public record Modifiers(
    String id,
    String name,
    Condition when,
    Part<Limits> limits,
    OnError onError,
    boolean inDrills) {

  /** What a failed step means for the run. */
  public enum OnError {
    /** The run fails. */
    FAIL,
    /** The run goes on and ends {@code warned}. */
    WARN,
    /** The run goes on. */
    IGNORE
  }
}
