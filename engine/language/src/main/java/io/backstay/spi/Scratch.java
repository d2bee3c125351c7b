package io.backstay.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A disposable resource of a drill. Its methods lower; they are pure. */
public interface Scratch extends Resource {
  /**
   * The ops that make it; they owe its removal before anything is made.
   *
   * @param standIns what stands in for the things it is bound to, described
   */
  List<Op> provision(List<Resource> standIns);

  /**
   * How a plan would declare it in the place of something that is declared with another type; empty
   * when it cannot take that place.
   *
   * @param kind source, service or store
   * @param type the type key of what it would stand in for
   */
  Optional<StandIn> standIn(Ref.Kind kind, String type);

  /** What can happen to it in a drill. */
  default Set<Fault.Harm> suffers() {
    return Set.of();
  }

  /**
   * Lets something happen to it; one of what it {@link #suffers}.
   *
   * @throws Failure when it could not be made to happen
   */
  default void harm(Fault.Harm harm) {
    throw new IllegalStateException(ref() + " does not suffer " + harm);
  }

  /** Ends what was done to it, as far as it does not end by itself. */
  default void heal(Fault.Harm harm) {}

  /**
   * A declaration.
   *
   * @param type the type key
   * @param params its parameters as a plan writes them; each is taken literally
   * @param like a source of the plan that has its other parameters; null for none
   * @param keeps parameters that are what they are of the thing it stands in for, where that has
   *     them: those that do not say where it is
   */
  record StandIn(
      String type, Map<String, String> params, @Nullable String like, Set<String> keeps) {
    /** Copies what it is given. */
    public StandIn {
      params = Map.copyOf(params);
      keeps = Set.copyOf(keeps);
    }

    /** One that keeps nothing of what it stands in for. */
    public StandIn(String type, Map<String, String> params, @Nullable String like) {
      this(type, params, like, Set.of());
    }

    /** One that has no parameters but these. */
    public StandIn(String type, Map<String, String> params) {
      this(type, params, null);
    }

    /** The same, with these parameters of what it stands in for. */
    public StandIn keeping(String... keys) {
      return new StandIn(type, params, like, Set.of(keys));
    }
  }
}
