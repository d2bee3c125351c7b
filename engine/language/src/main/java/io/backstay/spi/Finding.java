package io.backstay.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the world found.
 *
 * @param status how it stands
 * @param summary one line for people
 * @param help what to do, when something is wrong
 * @param data the same for machines
 */
public record Finding(Status status, String summary, @Nullable String help, Facts data) {
  /** How it stands. */
  public enum Status {
    /** Looked at, and fine. */
    OK,
    /** Works, but somebody should know. */
    WARN,
    /** The run cannot succeed. */
    FAIL,
    /** Concluded without trying, for example from permission bits. */
    ASSUMED,
    /** Not looked at; never shown as passed. */
    UNCHECKED
  }

  /** Fine. */
  public static Finding ok(String summary) {
    return new Finding(Status.OK, summary, null, Facts.NONE);
  }

  /** Not fine. */
  public static Finding fail(String summary, String help) {
    return new Finding(Status.FAIL, summary, help, Facts.NONE);
  }

  /** Not fine, because of a failure; what to do when that does not say it. */
  public static Finding of(Failure failure, String otherwise) {
    return fail(failure.message(), Objects.requireNonNullElse(failure.help(), otherwise));
  }

  /** Not looked at. */
  public static Finding unchecked(String why) {
    return new Finding(Status.UNCHECKED, why, null, Facts.NONE);
  }
}
