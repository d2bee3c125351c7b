package io.backstay.plan;

import io.backstay.spi.Doc;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code teardown:}, what becomes of what a drill has made.
 *
 * @param keepOnFailure how long it stays when the drill fails; null removes it at once
 */
@Doc("What becomes of the scratch resources when the drill has ended.")
public record TeardownRules(
    @Doc(
            value =
                "How long they stay for a look when the drill fails. Then they go, by a process"
                    + " that waits for it; where that was ended with its host or session, by the"
                    + " next `run`, `restore` or `drill` of that host. `backstay drill --cleanup`"
                    + " removes them at once. What a drill that passed, was stopped or was killed"
                    + " has made never stays.",
            example = "2h")
        @Nullable Duration keepOnFailure) {}
