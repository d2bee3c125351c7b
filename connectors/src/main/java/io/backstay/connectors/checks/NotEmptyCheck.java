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
import java.util.List;

/** The check {@code not-empty}. */
@Doc("Artifacts have content, decompressed; an empty one that was compressed is a few bytes long.")
public final class NotEmptyCheck implements ReadCheckType<NotEmptyCheck.Params> {

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
    return "not-empty";
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

  private static Verdict one(Artifact artifact, CheckWorld world) {
    try (InputStream plain = world.plain(artifact)) {
      return plain.read() < 0
          ? ArtifactChecks.bad(artifact, "content", "nothing", "is empty")
          : ArtifactChecks.good(artifact, "has content");
    } catch (IOException e) {
      return ArtifactChecks.bad(artifact, "content", e.toString(), "cannot be read");
    }
  }
}
