package io.backstay.run;

import io.backstay.set.Latest;
import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;

/**
 * Leads the stores' {@code latest} links to the set of a run: at its end, when every check has
 * passed and nothing can make it a bad one any more.
 */
final class LatestLinks {
  private final Run run;
  private final RunSets sets;

  LatestLinks(Run run, RunSets sets) {
    this.run = run;
    this.sets = sets;
  }

  /** A link that cannot be made takes nothing from the set, and makes the run a warned one. */
  void lead(Course course) {
    Tools tools = new StepTools(run, new Work("latest", Cancel.root()), sets::proven);
    for (StoreRef store : sets.published()) {
      try {
        of(store, tools).lead(sets.in(store, tools).level());
      } catch (Failure failure) {
        run.log().say("latest", failure.message());
        course.warned(true);
      }
    }
  }

  private Latest of(StoreRef ref, Tools tools) {
    Store store = sets.store(ref);
    return new Latest(sets.catalog(ref, tools), store.writer(tools));
  }
}
