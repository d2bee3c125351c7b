package io.backstay.run;

import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.set.SetContent;
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
  private final KnownSet set;
  private final SetContent content;

  Evidence(Run run, RunSets sets, Tools tools, StoreRef store) {
    this.world = new SetWorld(run, sets, tools, store);
    this.set = sets.in(store, tools);
    this.content = sets.content(store, tools);
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
    return set.manifest().artifacts().stream()
        .map(this::against)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> against(Manifest.Artifact artifact) {
    try (InputStream stored = content.stored(artifact)) {
      stored.transferTo(OutputStream.nullOutputStream());
      return world.readArchive(artifact.checked()) instanceof Verdict.NotPassed bad
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
