package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.StoreRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code report:}, where the evidence of a drill goes.
 *
 * @param formats which files are written
 * @param to the directory
 * @param signOff who has to sign
 * @param due how long what it finds may stay open; null when nobody has said so
 * @param tickets what findings are followed up as, by what they are about
 * @param publish the store that gets a copy; null for none
 */
@Doc("Where the evidence of a drill goes.")
public record ReportRules(
    @Doc(value = "Which files are written; JSON always is.", example = "[markdown, html]")
        @Default("[json, markdown, html, junit]")
        List<Format> formats,
    @Doc(
            value = "The directory; each drill makes one of its own below it.",
            example = "reports/drills/")
        @Default("reports/drills")
        Path to,
    @Doc(value = "Who has to sign the report.", example = "[incident lead]") @Default("[]")
        List<String> signOff,
    @Doc(
            value =
                "How long what the drill finds may stay open; counted from the first drill that"
                    + " has found it.",
            example = "30d")
        @Nullable Duration due,
    @Doc(
            value =
                "What findings are followed up as, by what they are about; the terminal and"
                    + " `report.json` say that of each.",
            example = "{rpo: OPS-12}")
        @Default("{}")
        Map<String, String> tickets,
    @Doc(
            value =
                "A store of the plan that gets a copy of the evidence, beside the sets it is about:"
                    + " below `.backstay/drills/`, by the name of the drill and its id.",
            example = "dr")
        @Nullable StoreRef publish) {

  /** Copies the lists. */
  public ReportRules {
    formats = List.copyOf(formats);
    signOff = List.copyOf(signOff);
    tickets = Map.copyOf(tickets);
  }

  /** Forms of the evidence. */
  public enum Format {
    /** For machines, and what the others are made of. */
    JSON,
    /** For a pull request or a wiki. */
    MARKDOWN,
    /** One page to print or to send. */
    HTML,
    /** For the test view of a CI server. */
    JUNIT
  }
}
