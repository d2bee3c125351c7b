package io.backstay.app;

import io.backstay.spi.SetDecision;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class DeleteVerb extends Verb {
  private String plan = "";
  private String set = "";
  private @Nullable String in;
  private @Nullable String reason;
  private @Nullable String confirm;
  private boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Delete one set, if nothing rests on it.");
    syntax.parameter("plan", String.class, "Name or path of a Backup.", value -> plan = value);
    syntax.parameter("set", String.class, "Id, stamp or beginning of one.", value -> set = value);
    syntax.option("--in", "store", String.class, "Only the copy there.", value -> in = value);
    syntax.option(
        "--reason", "text", String.class, "Why; kept with the run.", value -> reason = value);
    syntax.option(
        "--confirm", "set", String.class, "The whole id of the set.", value -> confirm = value);
    syntax.flag(
        "-n, --dry-run",
        "Only say whether it would go, and what speaks against it.",
        given -> dryRun = given);
  }

  @Override
  boolean pays() {
    return !dryRun;
  }

  @Override
  ExitCode run(Session session) {
    Loader.Loaded loaded = load(session, plan, PlanFiles.Kind.BACKUP);
    Decisions about = Decisions.about(session, loaded, set, in);
    Map<String, List<String>> objections = about.objections();
    if (!objections.isEmpty() || dryRun) {
      return tell(session, about, objections);
    }
    String command = "backstay delete " + session.typed(plan) + " " + about.set();
    new Confirmation(session, new Previews(session, loaded))
        .requireDeletion(about.set(), confirm, command);
    return about.carryOut("delete", new SetDecision.Delete(), reason);
  }

  private ExitCode tell(Session session, Decisions about, Map<String, List<String>> objections) {
    StringBuilder text = new StringBuilder();
    for (String store : about.names()) {
      List<String> why = objections.getOrDefault(store, List.of());
      text.append(why.isEmpty() ? "would delete " : "has to stay: ")
          .append(about.set() + " in " + store)
          .append(why.isEmpty() ? "\n" : ": " + String.join(", ", why) + "\n");
    }
    session.result(
        text.toString(),
        Map.of("set", about.set(), "stores", about.names(), "objections", objections));
    if (objections.isEmpty()) {
      return ExitCode.OK;
    }
    session.note("refused: nothing was deleted\n  next:  backstay explain R738");
    return ExitCode.REFUSED;
  }
}
