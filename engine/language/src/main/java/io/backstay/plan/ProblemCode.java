package io.backstay.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every mistake and failure backstay can tell apart: E1xx file and YAML, E2xx steps and names, E3xx
 * expressions, E4xx meaning, Wxxx warnings, Pxxx preflight, Rxxx what happened while running.
 */
public enum ProblemCode {
  /** See its title, as for all of them. */
  E100("a plan file cannot be read"),
  E101("a plain YAML value starts with a character that means something else"),
  E102("an expression in a flow map or list is not quoted"),
  E103("a file is not valid YAML"),
  E104("a key appears twice in one map"),
  E105("a plan uses YAML anchors, aliases or merge keys"),
  E106("a plan uses YAML tags or directives"),
  E107("a plan contains a tab"),
  E108("a file holds more than one document"),
  E109("a plan file is too large, too deep or too long"),
  E110("a plan contains bytes or characters nobody can see"),
  E111("a plan is empty, or not a map of keys"),
  E112("a key is not a word");

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

  /** The line that says where to read on. */
  public String docs() {
    return "docs: docs/errors.md#%s  (offline: backstay explain %s)"
        .formatted(name().toLowerCase(Locale.ROOT), name());
  }
}
