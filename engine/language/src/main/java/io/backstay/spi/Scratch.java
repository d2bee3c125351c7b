package io.backstay.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A disposable resource of a drill. Its methods lower; they are pure. */
public interface Scratch extends Resource {
  /** The ops that make it; they owe its removal before anything is made. */
  List<Op> provision();

  /**
   * How a plan would declare it in the place of something that is declared with another type; empty
   * when it cannot take that place.
   *
   * @param kind source, service or store
   * @param type the type key of what it would stand in for
   */
  Optional<StandIn> standIn(Ref.Kind kind, String type);

  /**
   * A declaration.
   *
   * @param type the type key
   * @param params its parameters as a plan writes them; each is taken literally
   */
  record StandIn(String type, Map<String, String> params) {
    /** Copies the map. */
    public StandIn {
      params = Map.copyOf(params);
    }
  }
}
