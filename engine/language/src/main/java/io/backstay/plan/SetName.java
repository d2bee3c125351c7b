package io.backstay.plan;

import java.time.Instant;

/**
 * A name that each set gives itself: it is known when the set is.
 *
 * @param written as the plan says it
 * @param naming what it comes to
 */
public record SetName(String written, Naming naming) {
  /** Comes to a name. */
  @FunctionalInterface
  public interface Naming {
    /**
     * The name for a set.
     *
     * @param id its id
     * @param type what kind of backup it is
     * @param startedAt when its run started
     */
    String of(String id, String type, Instant startedAt);
  }

  /** The name for a set. */
  public String of(String id, String type, Instant startedAt) {
    return naming.of(id, type, startedAt);
  }

  @Override
  public String toString() {
    return written;
  }
}
