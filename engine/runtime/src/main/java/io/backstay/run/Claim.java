package io.backstay.run;

import io.backstay.spi.Ground;
import io.backstay.spi.Ref;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Room that a restore takes beside what is live.
 *
 * @param on what is restored
 * @param ground where; empty when that cannot be told from here
 * @param bytes how much, about; empty when the set does not tell
 */
public record Claim(Ref on, Optional<Ground> ground, OptionalLong bytes) {
  /** Whether it can be compared with what is free. */
  public boolean known() {
    return ground.isPresent() && bytes.isPresent();
  }

  /** Why it cannot, for people. */
  public String unknown() {
    return ground.isEmpty()
        ? "where its data lies cannot be seen from here"
        : "nothing tells how much it takes";
  }
}
