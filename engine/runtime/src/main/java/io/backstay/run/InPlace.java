package io.backstay.run;

import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.set.Manifest;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Source;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a restore puts beside what is live until the two are swapped: trees take as much as the
 * plain content of their archives, databases as much as they took when they were dumped.
 */
public final class InPlace {
  private static final String DATABASE_BYTES = "database-bytes";

  private final Program program;
  private final Manifest manifest;

  /**
   * What this program does with this set.
   *
   * @param manifest of the set
   */
  public InPlace(Program program, Manifest manifest) {
    this.program = program;
    this.manifest = manifest;
  }

  /** What it needs, as far as it shows by looking. */
  public List<Claim> claims(Look look) {
    return Node.steps(program.steps()).stream()
        .filter(step -> !Boolean.FALSE.equals(step.when().decided()))
        .flatMap(step -> step.ops().preview().stream())
        .flatMap(op -> claims(op, look))
        .toList();
  }

  private Stream<Claim> claims(Op op, Look look) {
    return switch (op) {
      case Op.Stream(Op.Producer.Artifact(Artifacts name, var of), Op.Drain.ToTrees trees) ->
          claim(trees.targets().values(), plain(name), look).stream();
      case Op.Stream(Op.Producer.Artifact(Artifacts name, var of), Op.Drain.Into into) ->
          claim(List.of(into.on()), database(name, into.request()), look).stream();
      case Op.Hold hold -> hold.body().stream().flatMap(inside -> claims(inside, look));
      case Op.Together together -> together.ops().stream().flatMap(one -> claims(one, look));
      default -> Stream.of();
    };
  }

  /** The first of them stands for all: how an archive is divided is known when it is read. */
  private Optional<Claim> claim(Collection<Ref> targets, OptionalLong bytes, Look look) {
    return targets.stream()
        .filter(ref -> program.resources().get(ref) instanceof Source)
        .findFirst()
        .map(ref -> new Claim(ref, ((Source) program.resource(ref)).ground(look), bytes));
  }

  private OptionalLong plain(Artifacts name) {
    return OptionalLong.of(artifacts(name).mapToLong(artifact -> artifact.plain().bytes()).sum());
  }

  private OptionalLong database(Artifacts name, Request request) {
    return artifacts(name)
        .filter(artifact -> !request.partly())
        .flatMap(artifact -> artifact.facts().get(DATABASE_BYTES).stream())
        .filter(Number.class::isInstance)
        .mapToLong(bytes -> ((Number) bytes).longValue())
        .findFirst();
  }

  private Stream<Manifest.Artifact> artifacts(Artifacts name) {
    return manifest.artifacts().stream().filter(artifact -> name.matches(artifact.name()));
  }
}
