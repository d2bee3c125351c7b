package io.backstay.spi;

import org.jspecify.annotations.Nullable;

/**
 * Parameters that contradict each other, found while lowering: becomes a problem of the plan at the
 * parameter's position.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final @Nullable String parameter;
  private final @Nullable String help;

  /**
   * A refusal.
   *
   * @param code an {@code E…} code
   * @param parameter the key it is about; null for the step as a whole
   * @param message a sentence that stands alone
   * @param help an edit that can be pasted, or null
   */
  public Refusal(String code, @Nullable String parameter, String message, @Nullable String help) {
    super(message);
    this.code = code;
    this.parameter = parameter;
    this.help = help;
  }

  /** A parameter that is not for this; the help is to leave it out. */
  public static Refusal leaveOut(String parameter, String message) {
    return new Refusal("E211", parameter, message, "Leave `" + parameter + "` out.");
  }

  /** The problem's code. */
  public String code() {
    return code;
  }

  /** The key it is about. */
  public @Nullable String parameter() {
    return parameter;
  }

  /** What to write instead. */
  public @Nullable String help() {
    return help;
  }
}
