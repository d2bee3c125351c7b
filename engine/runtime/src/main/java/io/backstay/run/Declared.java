package io.backstay.run;

import io.backstay.spi.Failure;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import java.util.HashMap;
import java.util.Map;

/** Finds what a past run could address, so that its debts can be paid. */
public interface Declared {
  /** Knows nothing: debts of other plans stay unpaid, and are reported. */
  Declared NOTHING = run -> Things.NONE;

  /**
   * The things the run's plan declares, bound as they were, and the secrets they need.
   *
   * @throws Failure when the plan cannot be read any more
   */
  Things of(RunRecord run);

  /**
   * What a plan declares.
   *
   * @param resources by address
   * @param secrets where they get theirs
   */
  record Things(Map<Ref, Resource> resources, SecretSource secrets) {
    /** Nothing at all. */
    public static final Things NONE =
        new Things(
            Map.of(),
            secret -> {
              throw Failure.of("P110", "no provider has the secret `" + secret.name() + "`");
            });

    /** These, and those of the other that are not among them. */
    Things or(Things other) {
      if (resources.isEmpty()) {
        return other;
      }
      Map<Ref, Resource> all = new HashMap<>(other.resources);
      all.putAll(resources);
      return new Things(all, secrets);
    }
  }
}
