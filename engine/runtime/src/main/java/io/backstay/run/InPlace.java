package io.backstay.run;

import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.set.Manifest;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Source;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a restore puts beside what is live until the two are swapped: as much as the plain content
 * of its artifacts, where their targets are places of this host. Elsewhere nobody here can tell.
 */
final class InPlace {
  private final Program program;
  private final Manifest manifest;

  InPlace(Program program, Manifest manifest) {
    this.program = program;
    this.manifest = manifest;
  }

  void needs(Needs needs) {
    Node.steps(program.steps()).stream()
        .filter(step -> !Boolean.FALSE.equals(step.when().decided()))
        .flatMap(step -> step.ops().preview().stream())
        .forEach(op -> add(op, needs));
  }

  private void add(Op op, Needs needs) {
    switch (op) {
      case Op.Stream(Op.Producer.Artifact(Artifacts name), Op.Drain to) ->
          place(targets(to)).ifPresent(place -> needs.add(place, plain(name)));
      case Op.Hold hold -> hold.body().forEach(inside -> add(inside, needs));
      case Op.Together together -> together.ops().forEach(one -> add(one, needs));
      default -> {
        // Nothing that takes room beside what is staged.
      }
    }
  }

  private static Collection<Ref> targets(Op.Drain to) {
    return switch (to) {
      case Op.Drain.ToTrees trees -> trees.targets().values();
      case Op.Drain.Into into -> List.of(into.on());
      case Op.Drain.ToArtifact artifact -> List.of();
    };
  }

  /** The first of them stands for all: how an archive is divided is known when it is read. */
  private Optional<Path> place(Collection<Ref> targets) {
    return targets.stream()
        .map(program.resources()::get)
        .filter(Source.class::isInstance)
        .flatMap(source -> ((Source) source).place().stream())
        .findFirst();
  }

  private long plain(Artifacts name) {
    return manifest.artifacts().stream()
        .filter(artifact -> name.matches(artifact.name()))
        .mapToLong(artifact -> artifact.plain().bytes())
        .sum();
  }
}
