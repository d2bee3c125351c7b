package io.backstay.app;

import io.backstay.expr.Human;
import io.backstay.run.RunRecord;
import io.backstay.run.StepOutcome;
import io.backstay.set.Manifest;
import io.backstay.survey.Stock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class ShowVerb extends Verb {
  String id = "";
  @Nullable String log;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Show one run, or one set and how to restore it by hand.");
    syntax.parameter("run|set", String.class, "Id, or the beginning of one.", value -> id = value);
    syntax.option(
        "--log",
        "step",
        String.class,
        "The log of the run, or of one step of it.",
        value -> log = value,
        it -> it.arity("0..1").fallbackValue(""));
  }

  @Override
  ExitCode run(Session session) {
    if (log != null) {
      return new LogLines(session, id, log).show();
    }
    Optional<RunRecord> run =
        session.history().ids().stream()
            .filter(known -> known.startsWith(id))
            .findFirst()
            .flatMap(session.history()::find);
    List<Stock.Kept> sets = sets(session);
    if (run.isEmpty() && sets.isEmpty()) {
      throw new Stop(
          ExitCode.FAILED,
          "neither a run on this host nor a set of the plans here is called `" + id + "`",
          "backstay list --runs, or backstay list <plan>");
    }
    if (session.json()) {
      session.print(document(run, sets));
      return ExitCode.OK;
    }
    run.ifPresent(found -> run(session, found));
    sets.forEach(kept -> set(session, kept));
    return ExitCode.OK;
  }

  private static Map<String, Object> document(Optional<RunRecord> run, List<Stock.Kept> sets) {
    Map<String, Object> document = new java.util.LinkedHashMap<>();
    run.ifPresent(found -> document.put("run", found));
    document.put("sets", sets.stream().map(Stock.Kept::set).toList());
    return document;
  }

  private List<Stock.Kept> sets(Session session) {
    List<Stock.Kept> found = new ArrayList<>();
    Loader loader = new Loader(session);
    for (Path file : new PlanFiles(session.directory(), root.dir).all()) {
      if (file.toString().endsWith(".backup.yaml")) {
        new Stocks(session)
            .take(loader.load(file)).all().stream()
                .filter(kept -> kept.set().id().startsWith(id))
                .forEach(found::add);
      }
    }
    return found;
  }

  private static void run(Session session, RunRecord run) {
    session.say("run     " + run.id() + "   " + run.state().word());
    session.say(
        "plan    " + run.started().plan().name() + " (" + run.started().plan().kind() + ")");
    session.say("by      " + run.started().run().user() + "@" + run.started().run().host());
    run.steps().values().forEach(step -> session.say(step(step)));
    run.open()
        .forEach(debt -> session.say("OWED    " + debt.taken().action() + " " + debt.taken().on()));
  }

  private static String step(RunRecord.Step step) {
    String took =
        step.ended() == null ? "" : Human.measured(Duration.between(step.started(), step.ended()));
    return "   %-20s %-10s %s".formatted(step.id(), took, outcome(step.outcome())).stripTrailing();
  }

  private static String outcome(@Nullable StepOutcome outcome) {
    return switch (outcome) {
      case null -> "running";
      case StepOutcome.Succeeded done -> "ok";
      case StepOutcome.Failed failed -> "failed: " + failed.cause().message();
      case StepOutcome.Skipped skipped -> "skipped: " + skipped.because();
      case StepOutcome.Interrupted stopped -> "interrupted: " + stopped.because();
    };
  }

  private static void set(Session session, Stock.Kept kept) {
    Manifest manifest = kept.set().manifest();
    String level = Proven.text(kept.set(), session.clock().instant());
    session.say("set     " + manifest.id() + "   " + level + ", in " + kept.store());
    session.say("by      " + kept.set().signer());
    kept.set().trouble().ifPresent(why -> session.say("TROUBLE " + why));
    kept.set().pin(session.clock().instant()).ifPresent(why -> session.say("PINNED  " + why));
    session.say("plan    " + manifest.plan().name() + ", type " + manifest.plan().type());
    Manifest.Link base = manifest.base();
    if (base != null) {
      session.say("base    " + base.id());
    }
    session.say("made    " + manifest.made().startedAt() + " on " + manifest.made().host());
    String why = manifest.made().description();
    if (why != null) {
      session.say("for     " + why);
    }
    for (Manifest.Artifact artifact : manifest.artifacts()) {
      session.say(
          "   %-30s %10s  sha256 %s"
              .formatted(artifact.name(), Human.size(artifact.bytes()), artifact.sha256()));
    }
    session.say("by hand");
    manifest.restore().forEach(r -> r.commands().forEach(line -> session.say("   " + line)));
  }
}
