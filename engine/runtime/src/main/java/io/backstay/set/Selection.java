package io.backstay.set;

import io.backstay.program.RestoreRules;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses the set a restore or a drill takes. */
public final class Selection {
  private final RestoreRules rules;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * A selection.
   *
   * @param rules what the plan and the user ask for
   * @param clock the time
   * @param random for {@code pick: random}
   */
  public Selection(RestoreRules rules, Clock clock, RandomGenerator random) {
    this.rules = rules;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A choice.
   *
   * @param catalog of the store that has it
   * @param set the set
   * @param notes what people should know about how it was chosen, such as stores that could not be
   *     listed
   */
  public record Chosen(SetCatalog catalog, KnownSet set, List<String> notes) {}

  /**
   * Chooses from the first store that has a set that fits.
   *
   * @param catalogs in the order of preference
   * @throws io.backstay.spi.Failure when no store has one, with what they have instead
   */
  public Chosen choose(List<SetCatalog> catalogs) {
    throw new UnsupportedOperationException(rules + "" + clock + random + catalogs);
  }
}
