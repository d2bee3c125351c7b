package io.backstay.connectors.checks;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Verdict;
import java.util.List;

/** The check {@code archive-readable}. */
@Doc(
    "Reads archives to both end blocks and compares every member with what was written down when it was archived.")
public final class ArchiveReadableCheck implements ReadCheckType<ArchiveReadableCheck.Params> {

  /**
   * Parameters.
   *
   * @param artifacts which
   */
  public record Params(
      @Primary
          @Doc(value = "Which artifacts: `all`, names, or patterns.", example = "[uploads.tar.gz]")
          List<Artifacts> artifacts) {}

  @Override
  public String name() {
    return "archive-readable";
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
  public boolean reads(String artifact, String kind) {
    return kind.equals("archive");
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    return ArtifactChecks.each(params.artifacts(), world, artifact -> one(artifact, world));
  }

  private static Verdict one(Artifact artifact, CheckWorld world) {
    if (artifact.kind().equals("archive")) {
      return world.readArchive(artifact);
    }
    return new Verdict.NotApplicable("`" + artifact.name() + "` is no archive");
  }
}
