package io.backstay.plan;

import org.jspecify.annotations.Nullable;

/**
 * A {@code when:}, checked but not evaluated; {@link Binder#decide} answers it.
 *
 * @param text as written; empty when there is none
 * @param expression where it stands; null when there is none
 */
public record Condition(String text, Node.@Nullable Scalar expression) {
  /** No condition. */
  public static final Condition ALWAYS = new Condition("", null);

  /** Whether there is no condition. */
  public boolean always() {
    return expression == null;
  }

  /** What a condition comes to. */
  public enum Answer {
    /** It holds. */
    HOLDS,
    /** It does not hold. */
    FAILS,
    /** Only the run can tell. */
    OPEN
  }
}
