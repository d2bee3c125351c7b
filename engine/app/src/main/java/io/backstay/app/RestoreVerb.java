package io.backstay.app;

import io.backstay.plan.Identity;
import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import org.jspecify.annotations.Nullable;

final class RestoreVerb extends Verb {
  String plan = "";
  @Nullable String set;
  @Nullable String confirm;
  @Nullable String expect;
  @Nullable String trustKey;
  boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Bring a backup set back.");
    syntax.parameter("plan", String.class, "Name or path of a Restore.", value -> plan = value);
    syntax.optional(
        "set",
        String.class,
        "Id, stamp, unique beginning of one, latest or latest-verified.",
        value -> set = value);
    syntax.option(
        "--confirm",
        "phrase",
        String.class,
        "What the plan asks to be typed before anything is touched.",
        value -> confirm = value);
    syntax.option(
        "--expect",
        "fingerprint",
        String.class,
        "Refuse to run unless a preview made now has this fingerprint.",
        value -> expect = value);
    syntax.option(
        "--trust-key",
        "key",
        String.class,
        "Believe the host that signed the set, now and from now on.",
        value -> trustKey = value);
    syntax.flag("-n, --dry-run", "Preview only; nothing is changed.", given -> dryRun = given);
  }

  @Override
  boolean pays() {
    return !dryRun;
  }

  @Override
  ExitCode run(Session plain) {
    Session session = trusting(plain);
    Loader.Loaded loaded = load(session, plan, PlanFiles.Kind.RESTORE);
    Previews previews = new Previews(session, loaded);
    String command = "backstay restore " + session.typed(plan) + (set == null ? "" : " " + set);
    Program imagined = new Stocks(session).program(loaded, set);
    RestoreRules rules = rules(imagined);
    if (dryRun) {
      return previews.show(set, Previews.Depth.LIVE, with(command, rules.phrase()));
    }
    new Loader(session).refuseBeyond(loaded, imagined);
    previews.expect(expect, set);
    new Confirmation(session, previews).require(rules, confirm, set, command);
    Program program = new Loader(session).lower(loaded, new Runs(session).begin(loaded, null), set);
    if (trustKey != null) {
      session.trust().keys().trust(trustKey);
    }
    return new Verdicts(session)
        .tell(new Execution(session, loaded).run("restore", program), next(program));
  }

  private static String next(Program program) {
    return program.replaced().isEmpty()
        ? "check the application"
        : "check the application; to take it back: backstay undo " + program.run().id();
  }

  private Session trusting(Session session) {
    return trustKey == null ? session : session.trusting(trustKey);
  }

  private static RestoreRules rules(Program program) {
    RestoreRules rules = program.restore();
    if (rules == null) {
      throw new Stop(
          ExitCode.INVALID,
          "`" + program.plan().name() + "` is a " + program.plan().kind() + ", not a Restore",
          null);
    }
    if (rules.pick() == RestoreRules.Pick.ARGUMENT && rules.argument() == null) {
      throw new Stop(
          ExitCode.INVALID,
          "this plan wants to be told which set to restore",
          "backstay list " + Identity.of(program.plan().backup()).typed() + " shows what there is");
    }
    return rules;
  }

  private static String with(String command, @Nullable String phrase) {
    return phrase == null ? command : command + " --confirm " + phrase;
  }
}
