package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code objectives:} of a Drill, what it is measured against. Where it says nothing, what its
 * plans have promised holds.
 *
 * @param rpo most time whose data may be lost
 * @param rto longest time until all is back, and what of it does not count
 */
@Doc("What the drill is measured against; without one, what the plans promise holds.")
public record DrillObjectives(
    @Doc(value = "Most time whose data may be lost; never more than the plan's.", example = "24h")
        @Nullable Duration rpo,
    @Doc(
            value = "Longest time until everything is back; never more than the plan's.",
            example = "1h")
        @Nullable Rto rto) {

  /**
   * {@code rto:} of a Drill.
   *
   * @param within longest time until all is back; null for what the Restore promises
   * @param exclude what does not count
   */
  @Doc("Longest time until everything is back, and what of it does not count.")
  public record Rto(
      @Doc(value = "The time; the plan's when left out.", example = "30m") @Primary
          @Nullable Duration within,
      @Doc(
              value =
                  "Parts of the drill that production would not need, because it keeps warm what a"
                      + " drill has to make first. The report says that they are not counted.",
              example = "[provision]")
          @Default("[]")
          List<Part> exclude) {
    /** Copies the list. */
    public Rto {
      exclude = List.copyOf(exclude);
    }
  }

  /** Parts of a drill that need not count. */
  public enum Part {
    /** Making what the restore goes to. */
    PROVISION
  }
}
