package io.backstay.connectors.checks;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The check {@code exists}. */
@Doc("The set has these artifacts, and they can be opened where it is looked at.")
public final class ExistsCheck implements ReadCheckType<ExistsCheck.Params> {

  /**
   * Parameters.
   *
   * @param artifacts which
   */
  public record Params(
      @Primary
          @Doc(value = "Which artifacts: `all`, names, or patterns.", example = "[postgres.dump]")
          List<Artifacts> artifacts) {}

  @Override
  public String name() {
    return "exists";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Artifacts> covers(Params params) {
    return params.artifacts();
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    return ArtifactChecks.each(params.artifacts(), world, artifact -> one(artifact, world));
  }

  /** That a manifest names it is not enough: its bytes have to be where they should be. */
  private static Verdict one(Artifact artifact, CheckWorld world) {
    try (InputStream stored = world.stored(artifact)) {
      return stored.read() < 0 && artifact.bytes() > 0
          ? ArtifactChecks.bad(artifact, artifact.bytes() + " bytes", "nothing", "is empty")
          : ArtifactChecks.good(artifact, "is there");
    } catch (IOException | UncheckedIOException e) {
      return ArtifactChecks.bad(artifact, "a file", e.toString(), "cannot be opened");
    }
  }
}
