package io.backstay.run;

import io.backstay.run.stream.StreamException;
import io.backstay.spi.Failure;
import java.io.IOException;

/** Failures for what went wrong with bytes. */
final class StreamFailures {
  private StreamFailures() {}

  static Failure of(IOException cause) {
    return cause instanceof StreamException stream
        ? of(stream)
        : Failure.of("R103", "bytes could not be moved: " + cause.getMessage()).because(cause);
  }

  private static Failure of(StreamException cause) {
    Failure failure = Failure.of(code(cause.kind()), cause.message()).because(cause);
    String help = cause.help();
    Failure helped = help == null ? failure : failure.help(help);
    return cause.kind() == StreamException.Kind.CHANGED ? helped.transientOne() : helped;
  }

  private static String code(StreamException.Kind kind) {
    return switch (kind) {
      case CANCELLED -> "R104";
      case PROGRAM -> "R107";
      case TIMEOUT -> "R108";
      case NO_SPACE -> "R131";
      case DAMAGED -> "R132";
      case REFUSED -> "R133";
      case CHANGED -> "R134";
      case UNREADABLE -> "R135";
      case UNWRITABLE -> "R136";
    };
  }
}
