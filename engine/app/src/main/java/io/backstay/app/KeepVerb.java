package io.backstay.app;

import io.backstay.spi.SetDecision;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class KeepVerb extends Verb {
  private String plan = "";
  private String set = "";
  private @Nullable String in;
  private String reason = "";
  private @Nullable String until;
  private boolean unpin;
  private boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Pin a set, so that it is kept whatever the rules say; or unpin it.");
    syntax.parameter("plan", String.class, "Name or path of a Backup.", value -> plan = value);
    syntax.parameter("set", String.class, "Id, stamp or beginning of one.", value -> set = value);
    syntax.option(
        "--reason",
        "text",
        String.class,
        "Why; list, show and prune say it.",
        value -> reason = value);
    syntax.option(
        "--until",
        "day",
        String.class,
        "The rules hold again from this day on, such as 2027-01-31, or from this time.",
        value -> until = value);
    syntax.option("--in", "store", String.class, "Only the copy there.", value -> in = value);
    syntax.flag("--unpin", "The rules hold again.", given -> unpin = given);
    syntax.flag("-n, --dry-run", "Only say what would be pinned.", given -> dryRun = given);
  }

  @Override
  boolean pays() {
    return !dryRun;
  }

  @Override
  ExitCode run(Session session) {
    String why = reason.strip().replaceAll("\\s*\\R\\s*", " ");
    if (why.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID,
          "nobody would know why",
          "--reason 'before the migration', for whoever wonders in a year");
    }
    if (unpin && until != null) {
      throw new Stop(ExitCode.INVALID, "--until is for pins", "leave it out");
    }
    Loader.Loaded loaded = load(session, plan, PlanFiles.Kind.BACKUP);
    Instant end = until == null ? null : end(session, loaded, until);
    Decisions about = Decisions.about(session, loaded, set, in);
    if (dryRun) {
      session.result(
          (unpin ? "would unpin " : "would pin ")
              + about.set()
              + " in "
              + String.join(", ", about.names()),
          Map.of("set", about.set(), "stores", about.names(), "pinned", !unpin));
      return ExitCode.OK;
    }
    SetDecision decision = unpin ? new SetDecision.Unpin(why) : new SetDecision.Pin(why, end);
    return about.carryOut("keep", decision, why);
  }

  private static Instant end(Session session, Loader.Loaded loaded, String text) {
    Instant end;
    try {
      end =
          text.contains("T")
              ? Instant.parse(text)
              : LocalDate.parse(text).atStartOfDay(loaded.plan().zone()).toInstant();
    } catch (DateTimeParseException e) {
      throw new Stop(
          ExitCode.INVALID, "`" + text + "` is no day", "--until 2027-01-31, or a time by UTC");
    }
    if (!end.isAfter(session.clock().instant())) {
      throw new Stop(ExitCode.INVALID, "that is in the past: " + end, "choose a later day");
    }
    return end;
  }
}
