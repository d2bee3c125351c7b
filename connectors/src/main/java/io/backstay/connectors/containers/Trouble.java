package io.backstay.connectors.containers;

import io.backstay.spi.Failure;
import java.io.IOException;

/** What can be wrong with an engine and what it runs, in words. */
final class Trouble {

  private Trouble() {}

  static Failure unreachable(EngineAddress address, Throwable cause) {
    return Failure.of("R610", "no Docker engine answers at " + address + ": " + reason(cause))
        .help("Start the engine, or point DOCKER_HOST at it; `docker version` shows what it says.")
        .because(cause)
        .transientOne();
  }

  static Failure refused(String what, String message) {
    return Failure.of("R611", "the Docker engine refused " + what + ": " + message);
  }

  static Failure missing(String what) {
    return Failure.of("R612", what + " does not exist on this Docker engine");
  }

  static Failure cut(String what, Throwable cause) {
    return Failure.of("R613", "the Docker engine broke off " + what + ": " + reason(cause))
        .because(cause)
        .transientOne();
  }

  static Failure interrupted(String what) {
    return Failure.of("R613", "interrupted while " + what);
  }

  static String reason(Throwable cause) {
    String message = cause.getMessage();
    String kind = cause.getClass().getSimpleName().replaceFirst("(IO)?Exception$", "");
    if (message == null) {
      return kind;
    }
    return cause instanceof IOException && !kind.isEmpty() ? kind + ", " + message : message;
  }
}
