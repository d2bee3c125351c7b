package io.backstay.plan;

import java.util.List;
import java.util.Set;

/**
 * Where a plan is run: one of those it declares, or none of them.
 *
 * @param name as declared; empty for none
 * @param overlay what it says instead of the plan
 * @param known every one the plan declares, in the order of the file
 * @param guarded those of them that are declared {@code protected}
 * @param elsewhere what only others of them have
 */
public record Environment(
    String name,
    Node.Fields overlay,
    List<String> known,
    Set<String> guarded,
    Elsewhere elsewhere) {
  /** Copies the collections. */
  public Environment {
    known = List.copyOf(known);
    guarded = Set.copyOf(guarded);
  }

  /** Whether what is replaced here has to be confirmed, whatever else the plan says. */
  public boolean guards() {
    return guarded.contains(name);
  }

  /** Whether it says what an input is. */
  boolean gives(String variable) {
    return overlay.field("vars").map(Node.Field::value).orElse(null) instanceof Node.Fields vars
        && vars.field(variable).map(Node.Field::value).filter(Environment::value).isPresent();
  }

  private static boolean value(Node said) {
    return !(said instanceof Node.Fields fields) || fields.field("default").isPresent();
  }
}
