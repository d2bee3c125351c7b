package io.backstay.run;

import io.backstay.program.Program;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** Runs programs, one after another or at the same time. */
public final class PlanRunner {
  private final Path state;
  private final Clock clock;
  private final RandomGenerator random;
  private final SecretSource secrets;
  private final Declared declared;

  /**
   * A runner.
   *
   * @param state where journals, locks and logs are kept; made when it is missing
   * @param clock the time
   * @param random for {@code pick: random} and pauses
   * @param secrets where secrets come from
   * @param declared finds what dead runs owe to
   */
  public PlanRunner(
      Path state, Clock clock, RandomGenerator random, SecretSource secrets, Declared declared) {
    this.state = state;
    this.clock = clock;
    this.random = random;
    this.secrets = secrets;
    this.declared = declared;
  }

  /**
   * Runs a program to its end; debts of dead runs are paid first. Returns when everything is undone
   * or kept, journaled, and unlocked.
   */
  public RunResult run(Program program, RunOptions options, RunListener listener) {
    return pending(program.run().id() + state + clock + random + secrets + declared);
  }

  /**
   * Pays what dead runs owe, and what is still owed by runs that ended with something unpaid.
   *
   * @return those runs, as they stand afterwards; empty when nothing was owed
   */
  public List<RunRecord> settle(RunListener listener) {
    return pending(listener.toString());
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T pending(String what) {
    throw new UnsupportedOperationException(what);
  }
}
