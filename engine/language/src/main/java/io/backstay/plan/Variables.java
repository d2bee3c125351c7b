package io.backstay.plan;

import java.util.Map;

/** The inputs of a plan with the values they have for one run, and where those came from. */
public final class Variables {
  private Variables() {}

  /**
   * Takes the values of a plan's inputs from where they may come: flags win over files, files over
   * the environment, the environment over defaults.
   *
   * @param plan whose inputs
   * @param flags given as {@code --var name=value}
   * @param files given by {@code --var-file}, the last word of several
   * @param environment of the process; only declared bindings are looked at
   */
  public static Bound<Variables> of(
      Plan plan,
      Map<String, String> flags,
      Map<String, String> files,
      Map<String, String> environment) {
    throw new UnsupportedOperationException("" + plan + flags + files + environment);
  }

  /**
   * Where a value came from.
   *
   * @param text as it is shown
   * @param origin such as {@code default}, {@code --var}, {@code $BACKUP_DIR}
   */
  public record Origin(String text, String origin) {}

  /** Each input that has a value, with its origin, in the order of the plan. */
  public Map<String, Origin> origins() {
    return Map.of();
  }
}
