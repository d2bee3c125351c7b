package io.backstay.run;

import io.backstay.set.Manifest;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Ground;
import io.backstay.spi.Tools;
import java.util.Map;
import java.util.Optional;

/** Whether what a run will stage and put in place finds room: better refused than full halfway. */
final class Room {
  private static final int LOOKED_AT = 50;

  private final RunHistory history;

  Room(RunHistory history) {
    this.history = history;
  }

  /**
   * Compares free space with what is needed, as far as that is known.
   *
   * @throws Failure when there is too little
   */
  void demand(RunSets sets, Run run, Tools tools) {
    long staged =
        sets.chosen().map(chosen -> bytes(chosen.set().manifest())).orElseGet(() -> last(run));
    Needs needs = new Needs();
    needs.add(Ground.of(sets.staged().directory()), staged);
    sets.chosen()
        .map(chosen -> new InPlace(sets.program(), chosen.set().manifest()).claims(tools))
        .ifPresent(claims -> claims.forEach(claim -> add(claim, needs, tools)));
    needs.demand();
  }

  private static void add(Claim claim, Needs needs, Tools tools) {
    if (claim.known()) {
      needs.add(claim.ground().orElseThrow(), claim.bytes().orElseThrow());
    } else {
      tools.log("whether there is room for `" + claim.on() + "` is not known: " + claim.unknown());
    }
  }

  /** The largest encrypted file lies there twice, closed and open; open ones are not larger. */
  private static long bytes(Manifest manifest) {
    long closed =
        manifest.artifacts().stream()
            .filter(artifact -> artifact.sealed() != null)
            .mapToLong(Manifest.Artifact::bytes)
            .max()
            .orElse(0);
    return manifest.totalBytes() + closed;
  }

  /** What the last successful run of the plan and type staged; nothing when there was none. */
  private long last(Run run) {
    return history.ids().stream()
        .limit(LOOKED_AT)
        .flatMap(id -> readable(id).stream())
        .filter(past -> past.state().succeeded())
        .filter(past -> past.started().run().plan().equals(run.info().plan()))
        .filter(past -> past.started().run().type().equals(run.info().type()))
        .mapToLong(Room::staged)
        .findFirst()
        .orElse(0);
  }

  private Optional<RunRecord> readable(String id) {
    try {
      return history.find(id);
    } catch (Failure damaged) {
      return Optional.empty();
    }
  }

  private static long staged(RunRecord run) {
    return run.steps().values().stream()
        .map(RunRecord.Step::outcome)
        .filter(StepOutcome.Succeeded.class::isInstance)
        .map(outcome -> ((StepOutcome.Succeeded) outcome).facts())
        .mapToLong(Room::artifact)
        .sum();
  }

  private static long artifact(Facts facts) {
    return facts.get("artifact").orElse("") instanceof Map<?, ?> artifact
            && artifact.get("size") instanceof Number size
        ? size.longValue()
        : 0;
  }
}
