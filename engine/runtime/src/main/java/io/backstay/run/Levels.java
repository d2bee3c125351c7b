package io.backstay.run;

import io.backstay.set.KnownSet;
import io.backstay.set.Latest;
import io.backstay.set.Level;
import io.backstay.set.Manifest;
import io.backstay.set.Mark;
import io.backstay.set.Marks;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes down, beside a stored set, how far the checks of a step have proven it. */
final class Levels {
  private static final Set<String> DIGESTS = Set.of("checksum");
  private static final Set<String> READERS = Set.of("dump-readable", "archive-readable");

  private final Run run;
  private final RunSets sets;
  private final Checks checks;

  Levels(Run run, RunSets sets, Checks checks) {
    this.run = run;
    this.sets = sets;
    this.checks = checks;
  }

  /** Marks every store's copy that the checks were about; a level never goes down here. */
  void mark(List<Op.Check> passed, Tools tools) {
    Map<StoreRef, List<CheckUse>> byStore = new LinkedHashMap<>();
    for (Op.Check check : passed) {
      StoreRef store = check.in();
      if (store != null) {
        byStore.computeIfAbsent(store, s -> new ArrayList<>()).add(check.check());
      }
    }
    byStore.forEach((store, uses) -> mark(store, uses, tools));
  }

  private void mark(StoreRef store, List<CheckUse> uses, Tools tools) {
    KnownSet set = sets.in(store, tools);
    Level proven =
        set.manifest().artifacts().stream()
            .map(artifact -> level(artifact, uses))
            .min(Level::compareTo)
            .orElse(Level.WRITTEN);
    if (!set.level().atLeast(proven)) {
      String what =
          String.join(", ", uses.stream().map(CheckUse::type).distinct().toList())
              + (proven.atLeast(Level.RESTORED) ? "; rehearsed" : "")
              + unopened(set.manifest(), proven);
      mark(store, set, Mark.Kind.valueOf(proven.name()), what, tools);
    }
  }

  /** Marks the set a Restore has taken as restored. */
  void restored(Tools tools) {
    sets.chosen()
        .filter(chosen -> !chosen.set().level().atLeast(Level.RESTORED))
        .ifPresent(
            chosen -> {
              StoreRef store = new StoreRef(chosen.set().manifest().store());
              String plan = "restored by " + run.info().plan();
              mark(store, chosen.set(), Mark.Kind.RESTORED, plan, tools);
            });
  }

  /**
   * Looks again at a stored set that has not passed a check, and marks it broken for good where its
   * bytes show that it is. The set a run makes itself is judged when that run ends.
   */
  void judge(StoreRef store, Tools tools) {
    try {
      KnownSet set = sets.in(store, tools);
      if (!set.id().equals(run.info().id())) {
        new Evidence(run, sets, tools, store).against().ifPresent(why -> broken(store, why, tools));
      }
    } catch (Failure failure) {
      tools.log("could not look again: " + failure.message());
    }
  }

  /** Marks a stored set as one that nothing picks again, and leads {@code latest} away from it. */
  private void broken(StoreRef store, String why, Tools tools) {
    KnownSet set = sets.in(store, tools);
    if (set.broken().isEmpty()) {
      mark(store, set, Mark.Kind.BROKEN, why, tools);
      new Latest(sets.catalog(store, tools), sets.store(store).writer(tools)).lead(set.level());
      tools.log("set `" + set.id() + "` in store `" + store.name() + "` is broken: " + why);
    }
  }

  private void mark(StoreRef store, KnownSet set, Mark.Kind kind, String what, Tools tools) {
    Mark mark = new Mark(kind, run.clock().instant(), run.info().id(), what);
    Marks marks = new Marks(sets.catalog(store, tools), sets.store(store).writer(tools));
    sets.found(store, marks.add(set, mark));
  }

  /** That bytes are right does not say that anybody can open them. */
  private static String unopened(Manifest manifest, Level proven) {
    boolean sealed = manifest.artifacts().stream().anyMatch(a -> a.sealed() != null);
    return sealed && !proven.atLeast(Level.READABLE) ? "; encrypted, and was not opened" : "";
  }

  /** Of plain files nothing more can be proven than their bytes. */
  private Level level(Manifest.Artifact artifact, List<CheckUse> uses) {
    boolean intact = uses.stream().anyMatch(use -> speaks(use, DIGESTS, artifact));
    boolean read = uses.stream().anyMatch(use -> speaks(use, READERS, artifact));
    if ((intact || read) && sets.isRehearsed(artifact)) {
      return Level.RESTORED;
    }
    boolean plainFile = artifact.kind().equals("file") && artifact.sealed() == null;
    if (read || (intact && plainFile)) {
      return Level.READABLE;
    }
    return intact ? Level.INTACT : Level.WRITTEN;
  }

  private boolean speaks(CheckUse use, Set<String> types, Manifest.Artifact artifact) {
    return types.contains(use.type()) && checks.looksInto(use, artifact.name(), artifact.kind());
  }
}
