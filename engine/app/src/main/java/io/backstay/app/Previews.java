package io.backstay.app;

import io.backstay.plan.Drill;
import io.backstay.plan.PlanKind;
import io.backstay.plan.Variables;
import io.backstay.program.Beyond;
import io.backstay.program.Outlook;
import io.backstay.program.Preview;
import io.backstay.program.Previewer;
import io.backstay.program.Program;
import io.backstay.spi.RunInfo;
import io.backstay.survey.ProvenWrites;
import io.backstay.survey.Survey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Previews of one plan: shown, noted before a question, or compared with an expected one. */
final class Previews {
  /** How far a preview goes beyond the files. */
  enum Depth {
    /** Not at all. */
    OFFLINE,
    /** It looks at the world. */
    LIVE,
    /** It looks, and tries whether stores can be written. */
    PROBE_WRITE;

    /** As documents call it. */
    String mode() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final int NEXT = 3;

  private final Session session;
  private final Loader.Loaded loaded;
  private final UnaryOperator<Program> shape;

  Previews(Session session, Loader.Loaded loaded) {
    this(session, loaded, UnaryOperator.identity());
  }

  /** Previews of what a verb makes of the plan's program. */
  Previews(Session session, Loader.Loaded loaded, UnaryOperator<Program> shape) {
    this.session = session;
    this.loaded = loaded;
    this.shape = shape;
  }

  /** Prints a preview as the result. */
  ExitCode show(@Nullable String set, Depth depth, String command) {
    return show(preview(set, depth), command);
  }

  private ExitCode show(Preview preview, String command) {
    if (session.json()) {
      session.print(PreviewJson.of(preview));
    } else if (session.flags().output == Backstay.Output.MARKDOWN) {
      session.say(PreviewMarkdown.of(preview));
    } else if (session.reports()) {
      session.report(PreviewReport.of(preview));
    } else {
      session.console().out().print(text(preview, command));
    }
    return preview.verdict().equals("blocked") ? ExitCode.BLOCKED : ExitCode.OK;
  }

  /** The same of a prune: where the real one would be refused, so is this one. */
  ExitCode showPrune(String command) {
    Preview preview = preview(null, Depth.LIVE);
    ExitCode shown = show(preview, command);
    Preview.Retained retained = preview.retention();
    boolean frozen = retained != null && retained.frozen() != null;
    return shown == ExitCode.OK && frozen ? ExitCode.REFUSED : shown;
  }

  /** Prints a live preview for whoever is asked to confirm. */
  void note(@Nullable String set) {
    session.note(text(preview(set, Depth.LIVE), "backstay"));
  }

  /** Refuses when a preview made now differs from the one somebody agreed to. */
  void expect(@Nullable String fingerprint, @Nullable String set) {
    if (fingerprint == null) {
      return;
    }
    String now = preview(set, Depth.LIVE).fingerprint();
    if (!now.equals(fingerprint)) {
      throw new Stop(
          ExitCode.REFUSED,
          "the run would not be the one that was previewed: its fingerprint is " + now,
          "look at a new preview; something it rests on has changed");
    }
  }

  private Preview preview(@Nullable String set, Depth depth) {
    RunInfo run = new Runs(session).imagine(loaded);
    Program program = shape.apply(new Loader(session).lower(loaded, run, set));
    Drill drill = loaded.drill();
    List<String> outside =
        drill == null ? List.of() : new OutsideScratch(session, loaded, drill).all(run);
    return new Previewer(program, outlook(program, depth), session.clock().instant())
        .preview(
            depth.mode(),
            variables(),
            loaded.plan().head().notCovered(),
            outside,
            beyond(program),
            next());
  }

  private @Nullable String beyond(Program program) {
    return Beyond.of(loaded.plan(), loaded.variables(), program)
        .map(it -> it.message() + (it.position() == null ? "" : ": " + it.position()))
        .orElse(null);
  }

  private List<Preview.Due> next() {
    // A Restore knows the types of its Backup, and is never due.
    return loaded.head().kind() == PlanKind.RESTORE
        ? List.of()
        : new Timetable(session, loaded).next(session.clock().instant(), NEXT);
  }

  private Outlook outlook(Program program, Depth depth) {
    return switch (depth) {
      case OFFLINE -> Outlook.OFFLINE;
      case LIVE -> survey(program);
      case PROBE_WRITE ->
          new ProvenWrites(survey(program), program, session.secrets(loaded), session.clock());
    };
  }

  private Outlook survey(Program program) {
    return new Survey(
        program,
        session.catalog(),
        session.clock(),
        session.secrets(loaded),
        session.history(),
        session.trust());
  }

  private Map<String, Preview.Variable> variables() {
    Map<String, Preview.Variable> shown = new LinkedHashMap<>();
    for (Map.Entry<String, Variables.Origin> v : loaded.variables().origins().entrySet()) {
      shown.put(v.getKey(), new Preview.Variable(v.getValue().text(), v.getValue().origin()));
    }
    return shown;
  }

  private String text(Preview preview, String command) {
    return new PreviewText(preview, session.console()).text(Version.NUMBER, command);
  }
}
