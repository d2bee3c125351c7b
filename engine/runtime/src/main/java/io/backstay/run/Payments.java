package io.backstay.run;

import io.backstay.run.RunEvent.DebtTaken;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Failure;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Pays debts: each on its own time, a few attempts each, and whatever else was cancelled. A run
 * that is being stopped still starts what it has stopped.
 */
final class Payments implements Debts.Payer {
  private final Run run;
  private final Patience patience;

  Payments(Run run, Patience patience) {
    this.run = run;
    this.patience = patience;
  }

  @Override
  public @Nullable Trouble pay(DebtTaken debt) {
    Iterator<Duration> pauses = patience.pauses().iterator();
    Trouble trouble = attempt(debt);
    while (trouble != null && pauses.hasNext()) {
      Cancel.root().pause(pauses.next());
      trouble = attempt(debt);
    }
    return trouble;
  }

  private @Nullable Trouble attempt(DebtTaken debt) {
    Cancel cancel = Cancel.root();
    Work work = new Work(debt.step(), cancel).part(debt.facts(), cancel);
    StepTools tools = new StepTools(run, work, Payments::none);
    run.log().say(debt.step(), "undo: " + debt.action() + " " + debt.on());
    Throwable thrown =
        new Attempt(cancel, patience.payment(), patience.stopping())
            .run(
                "undo " + debt.on(),
                () -> creditor(debt.on()).pay(debt.action(), debt.facts(), tools));
    Trouble trouble = trouble(thrown, cancel);
    if (trouble != null) {
      run.log()
          .say(debt.step(), "undo: " + debt.action() + " " + debt.on() + ": " + trouble.message());
    }
    return trouble;
  }

  /** What the plan declared when the debt was taken need not be in it any more. */
  private Resource creditor(Ref ref) {
    Resource found = run.resources().get(ref);
    if (found == null) {
      throw Failure.of("R154", "the plan of this run declares no `" + ref + "` any more")
          .help(
              "put it back as it was, or repair by hand what is owed; then: backstay resume "
                  + run.info().id()
                  + " --undo-only");
    }
    return found;
  }

  private static @Nullable Trouble trouble(@Nullable Throwable thrown, Cancel cancel) {
    if (thrown == null) {
      return null;
    }
    return cancel
        .reason()
        .map(why -> new Trouble("R102", why.because(), null, false))
        .orElseGet(() -> Troubles.of(thrown));
  }

  private static Path none(String artifact) {
    throw Failure.of("R105", "the set is gone when debts are paid: `" + artifact + "`");
  }
}
