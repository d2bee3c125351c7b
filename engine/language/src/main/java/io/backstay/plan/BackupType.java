package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.SourceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element of {@code types:}, a kind of backup that a plan makes.
 *
 * @param default_ whether it is made when nobody says which
 * @param description for people
 * @param sources what it is about; empty for everything the plan declares
 * @param base the type it builds on; null for one that stands alone
 * @param schedule when it is due
 * @param retention what is kept of its sets; null for what holds for all
 */
@Doc("A kind of backup this plan makes; `--type NAME` chooses one.")
public record BackupType(
    @Doc(value = "Whether it is made when nobody says which.", example = "true") @Default("false")
        boolean default_,
    @Doc(value = "What it is for, in one line for people.", example = "before a deployment")
        @Nullable String description,
    @Doc(
            value =
                "What it is about, for steps that say `${run.sources}`; left out, every source of"
                    + " the plan.",
            example = "[index, config]")
        @Default("[]")
        List<SourceRef> sources,
    @Doc(
            value =
                "The type it builds on: a run takes the newest set of that type that is not broken,"
                    + " and steps know it as `${run.base}`. Such a type stands alone itself.",
            example = "full")
        @Nullable String base,
    @Doc(
            value = "When it is due; one or several times.",
            example = "[{cron: '0 2 * * 0', catch-up: latest}]")
        @Default("[]")
        List<Trigger> schedule,
    @Doc(
            value =
                "What is kept of its sets, in the place of what the plan says of all; the guard is"
                    + " the plan's, and counts all of them.",
            example = "{keep: 7d}")
        @Nullable Retention retention) {

  /** Copies the lists. */
  public BackupType {
    sources = List.copyOf(sources);
    schedule = List.copyOf(schedule);
  }
}
