package io.backstay.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people decide about a set that is there. */
public sealed interface SetDecision {
  /** It goes; refused where something rests on it. */
  record Delete() implements SetDecision {}

  /**
   * It is kept whatever the rules say.
   *
   * @param reason why, for people
   * @param until until when; null for until it is unpinned
   */
  record Pin(String reason, @Nullable Instant until) implements SetDecision {}

  /**
   * It is back under the rules.
   *
   * @param reason why, for people
   */
  record Unpin(String reason) implements SetDecision {}
}
