package io.backstay.app.schedule;

/** A schedule cannot be written. */
public final class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Why {
    /** The form has no words for what the plan says. */
    UNSAYABLE,
    /** Something is there that somebody else has written. */
    FOREIGN,
    /** The host does not let it be written. */
    UNABLE
  }

  private final Why why;
  private final String help;

  private Trouble(Why why, String message, String help) {
    super(message);
    this.why = why;
    this.help = help;
  }

  static Trouble unsayable(String message, String help) {
    return new Trouble(Why.UNSAYABLE, message, help);
  }

  static Trouble foreign(String message, String help) {
    return new Trouble(Why.FOREIGN, message, help);
  }

  static Trouble unable(String message, String help) {
    return new Trouble(Why.UNABLE, message, help);
  }

  /** What stands in the way. */
  public Why why() {
    return why;
  }

  /** What to do. */
  public String help() {
    return help;
  }
}
