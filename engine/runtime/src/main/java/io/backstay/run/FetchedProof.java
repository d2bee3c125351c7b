package io.backstay.run;

import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Failure;
import io.backstay.spi.Tools;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Reads what was fetched to the end of its content, before anything is made of it. */
final class FetchedProof {
  private final SetWorld world;

  FetchedProof(Run run, RunSets sets, Tools tools) {
    this.world = new SetWorld(run, sets, tools, null);
  }

  /**
   * Decodes an artifact, and reads an archive against the list of its members.
   *
   * @throws Failure when it is not what the manifest says
   */
  void demand(String name) {
    Artifact artifact =
        world.artifacts().stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();
    if (artifact.kind().equals("archive")) {
      if (world.readArchive(artifact) instanceof Verdict.NotPassed failed) {
        throw Failure.of("R132", "`" + name + "` is not whole: " + failed.summary())
            .help("restore another set, or the same one from another store");
      }
      return;
    }
    try (InputStream plain = world.plain(artifact)) {
      plain.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
