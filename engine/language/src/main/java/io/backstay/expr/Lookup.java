package io.backstay.expr;

/** What declared names stand for, as far as it is known by now. */
@FunctionalInterface
public interface Lookup {
  /**
   * The value of a name: known, {@link Value.Unknown} before the run, {@link Value.Absent} if there
   * is none, or {@link Value.Hidden} for what is or contains a secret.
   *
   * @param name with dots between its parts, from the scope the expression was checked against
   */
  Value value(String name);
}
