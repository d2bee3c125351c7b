package io.backstay.run;

import io.backstay.spi.CheckType;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What all runs of a runner share.
 *
 * @param home where journals, locks and logs are kept
 * @param clock the time
 * @param random for {@code pick: random}
 * @param secrets where secrets come from
 * @param declared finds what dead runs owe to
 * @param checks the checks there are, by type key
 * @param patience how long things may take that no plan speaks of
 * @param rescue how a guard puts a run right
 */
record Settings(
    Home home,
    Clock clock,
    RandomGenerator random,
    SecretSource secrets,
    Declared declared,
    Map<String, CheckType<?>> checks,
    Patience patience,
    Rescue rescue) {
  /** Nobody stands guard. */
  Settings(
      Home home,
      Clock clock,
      RandomGenerator random,
      SecretSource secrets,
      Declared declared,
      Map<String, CheckType<?>> checks,
      Patience patience) {
    this(home, clock, random, secrets, declared, checks, patience, Rescue.NONE);
  }
}
