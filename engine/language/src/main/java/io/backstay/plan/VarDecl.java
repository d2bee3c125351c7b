package io.backstay.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A declared input.
 *
 * @param name its key
 * @param type what it may be
 * @param unit what a bare number means, for durations; null when bare numbers are refused
 * @param values the only values it may have; empty for any of its type
 * @param fallback as written; null when it has none
 * @param required whether a run needs a value
 * @param env the environment variable it is bound to; null for none
 * @param description for people; null when the plan does not say
 * @param position where its name stands
 */
public record VarDecl(
    String name,
    VarType type,
    @Nullable String unit,
    List<String> values,
    @Nullable Node fallback,
    boolean required,
    @Nullable String env,
    @Nullable String description,
    Position position) {
  /** Copies the list. */
  public VarDecl {
    values = List.copyOf(values);
  }

  /** What an input may be. */
  public enum VarType {
    /** Text. */
    STRING,
    /** A whole number. */
    INTEGER,
    /** A number. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** Such as {@code 7d}. */
    DURATION,
    /** Such as {@code 10GiB}. */
    SIZE,
    /** Where a file or directory is. */
    PATH,
    /** Texts. */
    LIST,
    /** A moment. */
    TIMESTAMP
  }
}
