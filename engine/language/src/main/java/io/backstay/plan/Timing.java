package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a fault is injected, and what should come of it.
 *
 * @param before id of the step it begins at, to last from there on
 * @param during id of the step it lasts as long as, or {@code all}
 * @param delay how long after that it begins
 * @param for_ how long it lasts at most
 * @param expect what should come of it
 */
@Doc("When a fault is injected, and what should come of it.")
public record Timing(
    @Doc(value = "The step of the Restore it begins at; it lasts from there on.", example = "fetch")
        @Nullable String before,
    @Doc(value = "The step of the Restore it lasts as long as, or `all`.", example = "load")
        @Nullable String during,
    @Doc(value = "How long after that it begins.", example = "20s") @Default("0s") Duration delay,
    @Doc(value = "How long it lasts at most.", example = "30s") @Nullable Duration for_,
    @Doc(
            value =
                "What should come of it. `detected`: it is noticed before harm is done. `recovered`:"
                    + " it is noticed, and the restore still ends well. `contained`: the restore"
                    + " fails, is undone, and says so.",
            example = "recovered")
        Ending expect) {
  /** All of the Restore. */
  public static final String ALL = "all";

  /** Refuses words that do not go together. */
  public Timing {
    if ((before == null) == (during == null)) {
      throw new Refusal(
          "E235",
          before == null ? "expect" : "before",
          "a fault has either `before` or `during`",
          "write  during: all  or the id of a step");
    }
  }

  /** The step it hangs on, or {@link #ALL}. */
  public String step() {
    return before == null ? String.valueOf(during) : before;
  }

  /** When it is, for people. */
  public String says() {
    return (before == null ? "during " : "before ") + step();
  }

  /** What can come of a fault. */
  public enum Ending {
    /** Noticed before harm was done. */
    DETECTED,
    /** Noticed, and the restore still ended well. */
    RECOVERED,
    /** The restore failed, was undone, and said so. */
    CONTAINED
  }
}
