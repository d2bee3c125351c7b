package io.backstay.plan;

import io.backstay.expr.Span;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who to ask, and where to read on.
 *
 * @param team who looks after it
 * @param contacts addresses
 * @param escalation whom to call
 * @param runbook where to read on
 * @param review how often the file is to be looked at
 */
@Doc("Who to ask, and where to read on.")
public record Owner(
    @Doc(value = "Who looks after it.", example = "platform") @Nullable String team,
    @Doc(value = "Addresses.", example = "[ops@example.org]") @Default("[]") List<String> contacts,
    @Doc(value = "Whom to call when nobody answers.", example = "'+49 30 1234'")
        @Nullable String escalation,
    @Doc(value = "Where to read on.", example = "docs/restore.md") @Nullable String runbook,
    @Doc(
            value =
                "How often the file is to be looked at: `status` warns when its last commit is"
                    + " longer ago.",
            example = "90d")
        @Nullable Span review) {

  /** Whom to ask, in the order in which they are asked; empty when nobody is named. */
  public String people() {
    return Stream.of(Stream.of(team), contacts.stream(), Stream.of(escalation))
        .flatMap(who -> who)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
  }
}
