package io.backstay.app;

import io.backstay.plan.Bound;
import io.backstay.plan.Drill;
import io.backstay.plan.Plan;
import io.backstay.plan.PlanKind;
import io.backstay.plan.PlanReader;
import io.backstay.plan.Problem;
import io.backstay.plan.ProblemData;
import io.backstay.plan.ProblemText;
import io.backstay.plan.Reading;
import io.backstay.plan.Types;
import io.backstay.plan.Variables;
import io.backstay.program.Beyond;
import io.backstay.program.DrillLowering;
import io.backstay.program.Lowered;
import io.backstay.program.Lowering;
import io.backstay.program.Program;
import io.backstay.spi.RunInfo;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a file to a program, or to problems on the screen and exit code 2. */
final class Loader {
  private final Session session;
  private final Set<List<Problem>> told;

  Loader(Session session) {
    this(session, new HashSet<>());
  }

  /**
   * For who reads plans again and again.
   *
   * @param told what was said already, and is not said again
   */
  Loader(Session session, Set<List<Problem>> told) {
    this.session = session;
    this.told = told;
  }

  /**
   * A plan with its inputs.
   *
   * @param plan what the file says; of a drill, its Restore
   * @param drill the drill; null when the file is another one
   * @param variables the values of its inputs
   * @param asked the type of backup that was asked for; null when nobody asked
   */
  record Loaded(Plan plan, @Nullable Drill drill, Variables variables, @Nullable String asked) {
    /** What the file itself is. */
    Plan.Head head() {
      return drill == null ? plan.head() : drill.head();
    }

    /** The type of backup that a run of it makes; only a Backup makes any. */
    String type() {
      String standard = head().kind() == PlanKind.BACKUP ? plan.types().standard() : Types.ONLY;
      return asked == null ? standard : asked;
    }
  }

  /** Reads a plan and its inputs; warnings are noted. */
  Loaded load(Path file) {
    return load(file, session.flags().env, Map.of());
  }

  /**
   * The same as an earlier run had it, where the command line does not say otherwise.
   *
   * @param environment where it ran; null for none
   * @param before its inputs: those of them that the plan still has are taken
   */
  Loaded load(Path file, @Nullable String environment, Map<String, String> before) {
    PlanReader reader = new PlanReader(session.catalog(), Version.NUMBER).in(environment);
    return load(reader, file, before);
  }

  /** The same with a reader that sees something else. */
  Loaded load(PlanReader reader, Path file, Map<String, String> before) {
    return switch (reader.read(file)) {
      case Reading.Valid valid -> {
        warn(valid);
        yield new Loaded(valid.plan(), null, variables(valid.plan(), valid, before), null);
      }
      case Reading.ValidDrill valid -> {
        warn(valid);
        Plan restore = valid.drill().restore();
        Map<String, String> given = new HashMap<>(valid.drill().with());
        given.putAll(before);
        yield new Loaded(restore, valid.drill(), variables(restore, valid, given), null);
      }
      case Reading.ValidLibrary library ->
          throw new Stop(
              ExitCode.INVALID, file + " is a Library", "name a plan that uses it, by `use:`");
      case Reading.Invalid invalid -> throw refused(invalid.problems(), invalid);
    };
  }

  /** The same, to make a backup of a type; nothing else makes any. */
  Loaded typed(Loaded loaded, @Nullable String type) {
    if (type == null) {
      return loaded;
    }
    if (loaded.head().kind() != PlanKind.BACKUP) {
      throw new Stop(
          ExitCode.INVALID,
          "--type says which backup is made, and this makes none",
          "leave it out");
    }
    Problem refusal = loaded.plan().types().refusal(type, null);
    if (refusal != null) {
      throw refused(List.of(refusal), reread(loaded.head()));
    }
    return new Loaded(loaded.plan(), null, loaded.variables(), type);
  }

  private void warn(Reading reading) {
    if (!reading.problems().isEmpty() && told.add(reading.problems())) {
      session.note(text(reading.problems(), reading));
    }
  }

  /** Lowers for a run. */
  Program lower(Loaded loaded, RunInfo run, @Nullable String set) {
    Drill drill = loaded.drill();
    Lowered lowered =
        drill == null
            ? new Lowering(loaded.plan(), loaded.variables(), run).lower(set)
            : new DrillLowering(drill, loaded.variables(), run, session.scratch(run.id()))
                .lower(set);
    return switch (lowered) {
      case Lowered.Ready ready -> ready.program();
      case Lowered.Refused refused -> throw refused(refused.problems(), reread(loaded.head()));
    };
  }

  /** Refuses what a run would reach and this version does not do; nothing was done until then. */
  void refuseBeyond(Loaded loaded, Program program) {
    Optional<Problem> beyond = Beyond.of(loaded.plan(), loaded.variables(), program);
    if (beyond.isPresent()) {
      throw refused(List.of(beyond.get()), reread(loaded.head()));
    }
  }

  private Variables variables(Plan plan, Reading reading, Map<String, String> before) {
    Map<String, String> files = new HashMap<>(before);
    files.keySet().retainAll(plan.vars().keySet());
    files.putAll(new VarFiles(session.flags().varFiles).values());
    Bound<Variables> bound = Variables.of(plan, session.flags().vars, files, session.environment());
    return switch (bound) {
      case Bound.Ready<Variables> ready -> ready.value();
      case Bound.Refused<Variables> bad -> throw refused(bad.problems(), reading);
    };
  }

  private Reading reread(Plan.Head head) {
    String environment = head.environment().name();
    return new PlanReader(session.catalog(), Version.NUMBER)
        .in(environment.isEmpty() ? null : environment)
        .read(head.file());
  }

  private Stop refused(List<Problem> problems, Reading reading) {
    if (!told.add(problems)) {
      return Stop.told(ExitCode.INVALID);
    }
    if (session.json()) {
      session.print(ProblemData.of(problems));
    } else if (session.reports()) {
      List<Diagnostic> found = problems.stream().map(Diagnostic::of).toList();
      session.report(new Report("preview", List.of(), found));
    } else {
      session.note(text(problems, reading));
    }
    return Stop.told(ExitCode.INVALID);
  }

  private String text(List<Problem> problems, Reading reading) {
    return new ProblemText(reading.excerpts(), session.console().color()).of(problems);
  }
}
