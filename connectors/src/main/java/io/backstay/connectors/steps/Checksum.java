package io.backstay.connectors.steps;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Default;
import io.backstay.spi.Digests;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Primary;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.StepType;
import java.util.List;
import java.util.Locale;

/** The step {@code checksum}. */
@Doc(
    "Puts digests of the artifacts into the set's manifest. They are taken while the artifacts are"
        + " written, so nothing is read twice; sha256 is always among them.")
public final class Checksum implements StepType<Checksum.Params> {

  /** What digests there are. */
  public enum Algorithm {
    /** The one everything here is proven by. */
    SHA256,
    /** Longer. */
    SHA512,
    /** For old tools only: files that differ can be made to have the same. */
    MD5
  }

  /**
   * Parameters.
   *
   * @param algorithms which digests
   * @param artifacts of what
   */
  public record Params(
      @Primary
          @Doc(value = "Which digests: sha256, sha512, md5.", example = "[sha256, md5]")
          @Default("sha256")
          List<Algorithm> algorithms,
      @Doc(value = "Of which artifacts.", example = "'*.dump'") @Default("all")
          List<Artifacts> artifacts) {

    /** Refuses to take no digest of anything. */
    public Params {
      algorithms = List.copyOf(algorithms);
      artifacts = List.copyOf(artifacts);
      if (algorithms.isEmpty() || artifacts.isEmpty()) {
        throw new Refusal("E211", null, "`checksum` names nothing to do", "checksum: sha256");
      }
    }
  }

  @Override
  public String name() {
    return "checksum";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    List<String> algorithms =
        params.algorithms().stream()
            .map(algorithm -> algorithm.name().toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
    return params.artifacts().stream()
        .<Op>map(pattern -> new Op.Observe(Ref.SET, new Digests(algorithms, pattern), null))
        .toList();
  }
}
