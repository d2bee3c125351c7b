package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import org.jspecify.annotations.Nullable;

/**
 * {@code scenario:}, what is said to have happened.
 *
 * @param title in a few words
 * @param disaster its class
 * @param narrative the story
 */
@Doc("What is said to have happened.")
public record Scenario(
    @Doc(value = "In a few words.", example = "The host is lost") @Default("A rehearsed restore")
        String title,
    @Doc(value = "How far it reaches.", example = "hardware") @Nullable Disaster disaster,
    @Doc(value = "The story, for the people who take part.", example = "The disk is gone.")
        @Nullable String narrative) {

  /** How far a disaster reaches. */
  public enum Disaster {
    /** Data is wrong or deleted; the machines are there. */
    SOFTWARE,
    /** A machine or disk is lost. */
    HARDWARE,
    /** A site is lost. */
    ZONE,
    /** Everything in a region is lost. */
    REGION
  }

  /**
   * An element of {@code participants:}.
   *
   * @param role what they do in it
   * @param who their name or address
   */
  @Doc("Somebody who takes part.")
  public record Participant(
      @Doc(value = "What they do in the drill.", example = "incident lead") String role,
      @Doc(value = "Their name or address.", example = "on-call") String who) {}
}
