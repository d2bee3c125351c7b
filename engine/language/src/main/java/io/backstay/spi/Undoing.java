package io.backstay.spi;

/**
 * Tells {@link Ref#PROGRAMS}, before a program runs, which other one takes back what it does; the
 * answer is the fact {@link #FACT}, which is what the debt {@link #ACTION} needs.
 *
 * @param command the other one
 */
public record Undoing(Command command) implements Request {
  /** Names the other program. */
  public static final String FACT = "undo";

  /** The debt of a program that was started. */
  public static final String ACTION = "run-undo";

  @Override
  public String says() {
    return "taken back by " + String.join(" ", command.argv());
  }
}
