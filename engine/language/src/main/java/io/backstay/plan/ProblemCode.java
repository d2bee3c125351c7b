package io.backstay.plan;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every mistake and failure backstay can tell apart: E1xx file and YAML, E2xx steps and names, E3xx
 * expressions, E4xx meaning, Wxxx warnings, Pxxx preflight, Rxxx what happened while running.
 */
public enum ProblemCode {
  /** A plain value cannot start like this. */
  E101("a plain YAML value starts with a character that means something else");

  private final String title;

  ProblemCode(String title) {
    this.title = title;
  }

  /** The code of this name. */
  public static Optional<ProblemCode> of(String name) {
    return Arrays.stream(values()).filter(code -> code.name().equals(name)).findFirst();
  }

  /** What it is about, in one clause. */
  public String title() {
    return title;
  }

  /** Warnings warn, everything else is an error. */
  public Severity severity() {
    return name().startsWith("W") ? Severity.WARNING : Severity.ERROR;
  }
}
