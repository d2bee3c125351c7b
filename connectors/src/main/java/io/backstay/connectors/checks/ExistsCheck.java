package io.backstay.connectors.checks;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Verdict;
import java.util.List;

/** The check {@code exists}. */
@Doc("The set has these artifacts.")
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
    return ArtifactChecks.each(
        params.artifacts(), world, artifact -> ArtifactChecks.good(artifact, "is there"));
  }
}
