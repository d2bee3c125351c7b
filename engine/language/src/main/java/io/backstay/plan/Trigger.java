package io.backstay.plan;

import io.backstay.expr.Finding;
import io.backstay.expr.Parsed;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An element of {@code schedule:}; has either {@code cron} or {@code every}.
 *
 * @param cron five fields
 * @param every aligned to midnight
 * @param jitter random delay
 * @param catchUp what becomes of missed runs
 * @param type of the backup that is due; null for the plan's default
 */
@Doc("When a run is due: either `cron` or `every`.")
public record Trigger(
    @Doc(value = "Minute, hour, day of month, month, day of week.", example = "'0 2 * * *'")
        @Nullable String cron,
    @Doc(value = "Every so often from midnight on; must divide the day.", example = "6h")
        @Nullable Duration every,
    @Doc(value = "Starts up to this much later, at random.", example = "10m") @Default("0s")
        Duration jitter,
    @Doc(value = "What becomes of runs missed while the host was down.", example = "latest")
        @Default("none")
        CatchUp catchUp,
    @Doc(
            value =
                "The type of backup that is due, one of the plan's `types`; its default when left"
                    + " out. A type that has a `schedule` of its own needs none here.",
            example = "full")
        @Nullable String type) {

  /** Refuses what is never due. */
  public Trigger {
    if ((cron == null) == (every == null)) {
      throw new Refusal(
          "E402", null, "a schedule has either `cron` or `every`", "write  - cron: '0 2 * * *'");
    }
    due(cron, every);
  }

  /** When it is due, jitter aside. */
  public Cron due() {
    return due(cron, every);
  }

  private static Cron due(@Nullable String cron, @Nullable Duration every) {
    if (cron == null) {
      return Cron.every(every == null ? Duration.ZERO : every)
          .orElseThrow(
              () ->
                  new Refusal(
                      "E403",
                      "every",
                      "`every` has to come out even with the day",
                      "for example 15m, 1h, 6h, 12h or 1d; anything else is a `cron`"));
    }
    return switch (Cron.parse(cron)) {
      case Parsed.Ok<Cron>(Cron read) -> read;
      case Parsed.Bad<Cron>(Finding finding) ->
          throw new Refusal(
              "E401",
              "cron",
              finding.message() + ": " + finding.label(),
              String.join("; ", finding.helps()));
    };
  }

  /** What becomes of missed runs. */
  public enum CatchUp {
    /** One run makes up for all that were missed. */
    LATEST,
    /** They stay missed. */
    NONE
  }
}
