package io.backstay.run;

import io.backstay.program.Program;
import io.backstay.run.RunEvent.DebtTaken;
import io.backstay.run.RunEvent.GuardPosted;
import io.backstay.spi.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a drill has made when it has failed, for somebody to look at it, and has a process of
 * its own wait for the time when that is removed. Removing it stays owed, so that whoever settles
 * this run removes it should that process be gone.
 */
final class Keeping {
  private final Run run;
  private final Program program;
  private final Predicate<RunRecord> failed;
  private final List<String> remove;

  /**
   * A keeping.
   *
   * @param failed tells whether a run that ends like this is to be looked at
   * @param remove the command that settles this run; empty when nobody knows one
   */
  Keeping(Run run, Program program, Predicate<RunRecord> failed, List<String> remove) {
    this.run = run;
    this.program = program;
    this.failed = failed;
    this.remove = remove;
  }

  /**
   * Takes out of what is paid now what is kept.
   *
   * @param ending how the run ends if nothing more goes wrong
   * @return until when it is kept; null when nothing is
   */
  @Nullable Instant keep(Ending ending) {
    Duration span = program.limits().keepOnFailure();
    if (span == null) {
      return null;
    }
    try {
      RunRecord soFar = run.chronicle().record().as(ending.state(), ending.cause());
      return failed.test(soFar) ? keepFor(span) : null;
    } catch (RuntimeException e) {
      // Whoever judges may fail; what was made goes all the same.
      run.log().say("teardown", "nothing is kept for a look: " + e.getMessage());
      return null;
    }
  }

  private Instant keepFor(Duration span) {
    try (GuardPost post = new GuardPost(remove)) {
      long pid = post.stand();
      Instant until = run.clock().instant().plus(span);
      if (pid > 0) {
        run.chronicle().tell(at -> new GuardPosted(at, pid));
      }
      // There would be little to look at if what was restored were put back first.
      run.debts().forgive(this::restored);
      run.debts().leave(debt -> program.removes(debt.on(), debt.action()));
      post.after(until);
      return until;
    }
  }

  private boolean restored(DebtTaken debt) {
    return debt.on().kind() == Ref.Kind.SOURCE && program.disposable(debt.on());
  }
}
