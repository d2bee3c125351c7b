package io.backstay.app;

import io.backstay.plan.Identity;
import io.backstay.plan.PlanKind;
import io.backstay.plan.Types;
import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import io.backstay.run.RunEvent;
import io.backstay.run.RunRecord;
import io.backstay.run.RunResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The work of a run that did not get to its end, from the beginning: what it had done by then was
 * taken back, and half a backup is never gone on with.
 */
final class Again {
  private final Session session;
  private final RunRecord run;

  Again(Session session, RunRecord run) {
    this.session = session;
    this.run = run;
  }

  /** What somebody would type for it. */
  String command() {
    String verb = run.started().asked().verb();
    String plan = Identity.of(run.started().plan().name()).typed();
    String set = set();
    return "backstay "
        + (verb.isEmpty() ? "run" : verb)
        + " "
        + plan
        + (set == null ? "" : " " + set)
        + type();
  }

  private String type() {
    String type = run.started().run().type();
    return type.equals(Types.ONLY) ? "" : " --type " + type;
  }

  /** Whether it can be done without asking what exactly was meant. */
  boolean possible() {
    String verb = run.started().asked().verb();
    return verb.equals("run") || verb.equals("restore");
  }

  private @Nullable String set() {
    return Optional.ofNullable(run.set()).map(RunEvent.SetChosen::set).orElse(null);
  }

  private Loader.Loaded typed(Loader.Loaded loaded) {
    boolean makes = loaded.head().kind() == PlanKind.BACKUP;
    return makes ? new Loader(session).typed(loaded, run.started().run().type()) : loaded;
  }

  /**
   * Does it; a Restore is confirmed anew, for what is there now is not what was there then.
   *
   * @param documents what machines are told, all of it together
   */
  ExitCode run(@Nullable String confirm, List<Object> documents) {
    Loader.Loaded loaded = typed(new PastPlans(session).load(run));
    String about = run.started().run().description();
    Program program =
        new Loader(session).lower(loaded, new Runs(session).begin(loaded, about), set());
    RestoreRules rules = program.restore();
    if (rules != null) {
      new Confirmation(session, new Previews(session, loaded))
          .require(rules, confirm, set(), "backstay resume " + run.id());
    }
    Verdicts verdicts = new Verdicts(session);
    RunResult result = new Execution(session, loaded).run(run.started().asked().verb(), program);
    return session.json() && !session.streams()
        ? verdicts.collect(result, documents)
        : verdicts.tell(result, "backstay list " + Identity.of(program.plan().name()).typed());
  }
}
