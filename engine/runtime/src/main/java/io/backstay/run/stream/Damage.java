package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;

/** Says that stored bytes are not what was written, and where. */
final class Damage {
  private Damage() {}

  static StreamException at(long offset, String what) {
    return StreamException.of(
        Kind.DAMAGED, "the archive is damaged at byte %d: %s".formatted(offset, what));
  }

  static StreamException of(String message) {
    return StreamException.of(Kind.DAMAGED, message);
  }
}
