package io.backstay.run;

import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Failure;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;

/**
 * What the bytes of a stored set say against it. A missing program or a lost connection says
 * nothing, and neither does a check that asked for something else.
 */
final class Evidence {
  /** An artifact is lost; its bytes are others. */
  private static final Set<String> CODES = Set.of("R712", "R714");

  private final SetWorld world;

  Evidence(Run run, RunSets sets, Tools tools, StoreRef store) {
    this.world = new SetWorld(run, sets, tools, store);
  }

  /** Whether a failure is about the bytes of a set, and not about reaching them. */
  static boolean is(Failure failure) {
    return CODES.contains(failure.code());
  }

  /**
   * Reads every artifact to its end.
   *
   * @return what is wrong; empty when nothing is
   * @throws Failure when that cannot be found out now
   */
  Optional<String> against() {
    return world.artifacts().stream().map(this::against).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> against(Artifact artifact) {
    try (InputStream stored = world.stored(artifact)) {
      stored.transferTo(OutputStream.nullOutputStream());
      return world.readArchive(artifact) instanceof Verdict.NotPassed bad
          ? Optional.of("`" + artifact.name() + "`: " + bad.summary())
          : Optional.empty();
    } catch (Failure failure) {
      if (is(failure)) {
        return Optional.of(failure.message());
      }
      throw failure;
    } catch (IOException e) {
      throw StreamFailures.of(e);
    }
  }
}
