package io.backstay.connectors.stores.web;

import java.io.IOException;

/** What a plan or this host says of how to get in is of no use, which no server had to say. */
public final class UnusableException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String help;

  /**
   * One.
   *
   * @param why it is of no use
   * @param help what to do about it
   */
  public UnusableException(String why, String help) {
    super(why);
    this.help = help;
  }

  /** What to do about it. */
  public String help() {
    return help;
  }
}
