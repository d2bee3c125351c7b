package io.backstay.run;

import io.backstay.run.Cancel.Kind;
import io.backstay.run.StepOutcome.Failed;
import io.backstay.run.StepOutcome.Interrupted;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Failure;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Says in words of an outcome what an exception means. */
final class Troubles {
  private Troubles() {}

  /** What ended a step, given why it was cancelled, if it was. */
  static StepOutcome outcome(Throwable cause, Cancel.@Nullable Reason cancelled) {
    if (cancelled == null) {
      return new Failed(of(cause));
    }
    return cancelled.kind() == Kind.TIMEOUT
        ? new Failed(new Trouble("R102", cancelled.because(), null, false))
        : new Interrupted(cancelled.because());
  }

  /** Why something did not work. */
  static Trouble of(Throwable cause) {
    return switch (cause) {
      case Work.NotPassed checks -> checks.trouble();
      case Failure failure -> new Trouble(failure.code(), failure.message(), failure.help(), false);
      case UncheckedIOException io when io.getCause() != null ->
          of(StreamFailures.of(io.getCause()));
      default ->
          new Trouble(
              "R100",
              "backstay itself failed: " + cause,
              "this is a bug; please report it with the output of: backstay show --log",
              false);
    };
  }

  /** What a run that somebody stopped ends with. */
  static Trouble stopped(Cancel.Reason why) {
    return new Trouble("R101", stopped(why.because()), null, false);
  }

  /** The message of a run that was stopped. */
  static String stopped(String because) {
    return "stopped: " + because;
  }

  /** Whether it is ours, and not the world's. */
  static boolean bug(Throwable cause) {
    return !(cause instanceof Work.NotPassed
        || cause instanceof Failure
        || cause instanceof Cancel.Cancelled
        || cause instanceof UncheckedIOException);
  }
}
