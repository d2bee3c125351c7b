package io.backstay.expr;

import java.util.List;

/**
 * What is known of an expression before anything runs.
 *
 * @param kind what it gives
 * @param secret whether it is or contains a secret
 * @param late whether only the run knows its value
 * @param absence whether it may be absent
 * @param names the declared names it uses, in the order they first occur
 * @param findings what is wrong with it, in the order of the text; empty if nothing is
 */
public record Checked(
    Kind kind,
    boolean secret,
    boolean late,
    boolean absence,
    List<String> names,
    List<Finding> findings) {
  /** Copies the lists. */
  public Checked {
    names = List.copyOf(names);
    findings = List.copyOf(findings);
  }

  /** Whether nothing is wrong with it. */
  public boolean isRight() {
    return findings.isEmpty();
  }
}
