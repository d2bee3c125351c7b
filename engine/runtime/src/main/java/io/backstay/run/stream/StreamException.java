package io.backstay.run.stream;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes could not be moved, or were not what they had to be. The message stands alone: lower case,
 * names quoted by backticks, no full stop.
 */
public final class StreamException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final @Nullable String help;

  private StreamException(Kind kind, String message, @Nullable String help) {
    super(message);
    this.kind = kind;
    this.help = help;
  }

  static StreamException of(Kind kind, String message) {
    return new StreamException(kind, message, null);
  }

  StreamException help(String text) {
    return new StreamException(kind, message(), text).because(getCause());
  }

  StreamException because(@Nullable Throwable cause) {
    if (cause != null) {
      initCause(cause);
    }
    return this;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The message, never null. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** What to do about it, as a sentence. */
  public @Nullable String help() {
    return help;
  }

  /** What can go wrong with bytes. */
  public enum Kind {
    /** Somebody asked for the end. */
    CANCELLED,
    /** A destination is full. */
    NO_SPACE,
    /** Stored bytes are not the ones that were written, or not all of them. */
    DAMAGED,
    /** An archive holds something that must not be unpacked. */
    REFUSED,
    /** A file changed while it was read; trying again may help. */
    CHANGED,
    /** A file or directory cannot be read. */
    UNREADABLE,
    /** A destination cannot be written. */
    UNWRITABLE,
    /** A program could not be started, or is not the one it has to be. */
    PROGRAM,
    /** A program did not end in the time given. */
    TIMEOUT
  }
}
