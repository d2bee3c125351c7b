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
import java.io.OutputStream;
import java.util.List;

/** The check {@code gzip}. */
@Doc("Decompresses gzip artifacts to their end.")
public final class GzipCheck implements ReadCheckType<GzipCheck.Params> {

  /**
   * Parameters.
   *
   * @param artifacts which
   */
  public record Params(
      @Primary @Doc(value = "Which artifacts: `all`, names, or patterns.", example = "all")
          List<Artifacts> artifacts) {}

  @Override
  public String name() {
    return "gzip";
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
    return artifact.endsWith(".gz");
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    return ArtifactChecks.each(params.artifacts(), world, artifact -> one(artifact, world));
  }

  private static Verdict one(Artifact artifact, CheckWorld world) {
    if (!artifact.name().endsWith(".gz")) {
      return new Verdict.NotApplicable("`" + artifact.name() + "` is not gzip");
    }
    try (InputStream plain = world.plain(artifact)) {
      long bytes = plain.transferTo(OutputStream.nullOutputStream());
      return ArtifactChecks.good(artifact, "decompresses to " + bytes + " bytes");
    } catch (IOException e) {
      return ArtifactChecks.bad(
          artifact, "a whole gzip file", e.toString(), "cannot be decompressed");
    }
  }
}
