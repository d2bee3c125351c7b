package io.backstay.app;

import org.jspecify.annotations.Nullable;

/** A verb cannot go on, and has an exit code for that. */
final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;
  private final @Nullable String help;

  /** Says why, and what to do. */
  Stop(ExitCode exit, String message, @Nullable String help) {
    super(message);
    this.exit = exit;
    this.help = help;
  }

  /** Everything was told already. */
  static Stop told(ExitCode exit) {
    return new Stop(exit, "", null);
  }

  ExitCode exit() {
    return exit;
  }

  @Nullable String help() {
    return help;
  }
}
