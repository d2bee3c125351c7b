package io.backstay.app;

import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import io.backstay.run.RunOptions;
import io.backstay.run.RunResult;
import io.backstay.set.KnownSet;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Op;
import io.backstay.spi.StoreRef;
import io.backstay.survey.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class VerifyVerb extends Verb {
  String plan = "";
  @Nullable String set;
  boolean all;
  int newest = 1;
  @Nullable String store;
  boolean accept;
  boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Read stored sets again, every byte, and write down how far they are proven.");
    syntax.parameter("plan", String.class, "Name or path of a plan.", value -> plan = value);
    syntax.optional(
        "set",
        String.class,
        "Id, stamp or beginning of one; default: the newest.",
        value -> set = value);
    syntax.flag("--all", "Every set.", given -> all = given);
    syntax.option("--newest", "n", int.class, "The n newest sets.", value -> newest = value);
    syntax.option(
        "--in", "store", String.class, "Only the copies in this store.", value -> store = value);
    syntax.flag(
        "--accept",
        "First take what the stores hold now for right: gone sets are not missed.",
        given -> accept = given);
    syntax.flag("-n, --dry-run", "Only say which sets would be read.", given -> dryRun = given);
  }

  @Override
  boolean pays() {
    return !dryRun;
  }

  @Override
  ExitCode run(Session session) {
    Loader.Loaded loaded = load(session, plan, PlanFiles.Kind.BACKUP);
    Stocks stocks = new Stocks(session);
    if (accept && !dryRun) {
      Optional<RunResult.Busy> busy = accept(session, loaded, stocks.program(loaded));
      if (busy.isPresent()) {
        return new Verdicts(session).tell(busy.get(), "");
      }
    }
    Stock stock = stocks.take(loaded);
    boolean trouble = stocks.unlisted(stock);
    trouble |= stocks.alarming(stock);
    List<Stock.Kept> chosen = chosen(stock);
    if (chosen.isEmpty()) {
      throw new Stop(
          ExitCode.UNPROVEN, "there is no set to verify", "backstay run " + session.typed(plan));
    }
    ExitCode told = dryRun ? wouldRead(session, chosen) : verify(session, loaded, chosen);
    return told == ExitCode.OK && trouble ? ExitCode.FAILED : told;
  }

  /** What a run is just putting into a store must not be forgotten, so none may. */
  private static Optional<RunResult.Busy> accept(
      Session session, Loader.Loaded loaded, Program program) {
    RunOptions options = new RunOptions(session.flags().lockWait, session.flags().stageDir);
    return session
        .runner(session.secrets(loaded))
        .alone(
            program, options, () -> Stock.accept(program, session.look(loaded), session.trust()));
  }

  private List<Stock.Kept> chosen(Stock stock) {
    List<Stock.Kept> kept =
        stock.all().stream().filter(k -> store == null || k.store().equals(store)).toList();
    if (set != null) {
      String id = Stocks.find(stock, set).set().id();
      return kept.stream().filter(k -> k.set().id().equals(id)).toList();
    }
    return all ? kept : kept.stream().limit(newest).toList();
  }

  private static ExitCode wouldRead(Session session, List<Stock.Kept> chosen) {
    if (session.json()) {
      session.print(
          chosen.stream()
              .map(kept -> Map.of("set", kept.set().id(), "store", kept.store()))
              .toList());
    } else {
      chosen.forEach(kept -> session.say("would read " + kept.set().id() + " in " + kept.store()));
    }
    return ExitCode.OK;
  }

  /** One run for each copy; machines get all of them in one document. */
  private ExitCode verify(Session session, Loader.Loaded loaded, List<Stock.Kept> chosen) {
    List<Object> documents = new ArrayList<>();
    ExitCode worst = ExitCode.OK;
    for (Stock.Kept kept : chosen) {
      ExitCode exit = verified(session, loaded, kept, documents);
      worst = exit == ExitCode.OK ? worst : exit;
    }
    if (!documents.isEmpty()) {
      session.print(documents);
    }
    return worst;
  }

  /** What is broken, or made by nobody known, is told and not read. */
  private ExitCode verified(
      Session session, Loader.Loaded loaded, Stock.Kept kept, List<Object> documents) {
    KnownSet known = kept.set();
    boolean together = session.json() && !session.streams();
    if (!known.broken().isEmpty() || !known.signer().trusted()) {
      String why = known.trouble().orElse("");
      session.note("%s in %s is not read: %s".formatted(known.id(), kept.store(), why));
      if (session.json()) {
        documents.add(Map.of("set", known.id(), "store", kept.store(), "notRead", why));
      }
      return ExitCode.UNPROVEN;
    }
    Verdicts verdicts = new Verdicts(session);
    RunResult result = verify(session, loaded, kept);
    return together
        ? verdicts.collect(result, documents)
        : verdicts.tell(result, "backstay list " + session.typed(plan));
  }

  private RunResult verify(Session session, Loader.Loaded loaded, Stock.Kept kept) {
    Loader loader = new Loader(session);
    Program program = loader.lower(loaded, new Runs(session).begin(loaded, null), null);
    StoreRef in = new StoreRef(kept.store());
    List<CheckUse> checks = new SetChecks(session.catalog(), loaded).all(kept.set().manifest());
    List<Op> ops = checks.stream().<Op>map(check -> new Op.Check(check, in)).toList();
    Program only =
        Programs.only(
            program,
            Programs.step(program, "verify", ops),
            program.retention(),
            exactly(kept.set().id(), in));
    return new Execution(session, loaded).run("verify", only);
  }

  private static RestoreRules exactly(String id, StoreRef in) {
    return new RestoreRules(
        List.of(in), RestoreRules.Pick.ARGUMENT, id, null, null, null, List.of(), null);
  }
}
