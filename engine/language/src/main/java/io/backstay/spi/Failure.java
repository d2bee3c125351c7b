package io.backstay.spi;

import org.jspecify.annotations.Nullable;

/**
 * Something in the user's world is not as it has to be: the step fails, what was begun is undone,
 * and people are told. Never for mistakes in a plan ({@code Problem}) or in backstay (any other
 * exception).
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final @Nullable String help;
  private final boolean passing;

  private Failure(
      String code,
      String message,
      @Nullable String help,
      boolean passing,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.help = help;
    this.passing = passing;
  }

  /**
   * A failure.
   *
   * @param code an {@code R…} code that {@code backstay explain} knows
   * @param message a sentence that stands alone: lower case, names quoted by backticks, no full
   *     stop
   */
  public static Failure of(String code, String message) {
    return new Failure(code, message, null, false, null);
  }

  /** The same with what to do about it. */
  public Failure help(String text) {
    return new Failure(code, message(), text, passing, getCause());
  }

  /** The same, caused by this. */
  public Failure because(Throwable cause) {
    return new Failure(code, message(), help, passing, cause);
  }

  /**
   * The same, marked as likely to pass by itself, so that {@code retry: {only: transient}} applies.
   */
  public Failure transientOne() {
    return new Failure(code, message(), help, true, getCause());
  }

  /** The code, for {@code backstay explain}. */
  public String code() {
    return code;
  }

  /** The message, never null. */
  public String message() {
    String message = getMessage();
    return message == null ? code : message;
  }

  /** What to do about it, as a sentence. */
  public @Nullable String help() {
    return help;
  }

  /** Whether trying again may help. */
  public boolean isTransient() {
    return passing;
  }
}
