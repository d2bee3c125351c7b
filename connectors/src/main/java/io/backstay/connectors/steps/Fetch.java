package io.backstay.connectors.steps;

import io.backstay.connectors.crypto.Openers;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import io.backstay.spi.Sealing;
import io.backstay.spi.Secret;
import io.backstay.spi.StepType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The step {@code fetch}. */
@Doc(
    value =
        "Brings the artifacts of the chosen set here and proves every byte of them against the"
            + " manifest. First in a restore, so that a damaged set is found before anything is"
            + " touched. What is encrypted is opened: steps that follow work with it as it was.",
    changes = "Copies artifacts into the staging directory of this host.",
    undo = "The copies are removed when the run ends, however it ends.")
public final class Fetch implements StepType<Fetch.Params> {

  /**
   * Parameters.
   *
   * @param artifacts which
   * @param verify whether archives and dumps are read to the end as well
   * @param identity opens what is encrypted; null for what the Backup says
   */
  public record Params(
      @Primary @Doc(value = "Which artifacts.", example = "all") @Default("all")
          List<Artifacts> artifacts,
      @Doc(
              value =
                  "Reads archives and dumps to their end, too, and compares them with their"
                      + " inventories; an archive that the very next step unpacks is read there,"
                      + " before it takes the place of anything. Digests are checked in any case;"
                      + " where nothing has to be copied, that of such an archive in the same"
                      + " reading.",
              example = "true")
          @Default("true")
          boolean verify,
      @Doc(
              "Opens what is encrypted: an identity of age, or a password of openssl. Left out,"
                  + " what `encrypt` of the Backup says does, or the keyring of gpg.")
          @Nullable Secret identity) {

    /** Refuses to fetch nothing. */
    public Params {
      artifacts = List.copyOf(artifacts);
      if (artifacts.isEmpty()) {
        throw new Refusal("E211", "artifacts", "`fetch` names no artifact", "fetch: all");
      }
    }
  }

  @Override
  public String name() {
    return "fetch";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    Secret identity = params.identity();
    List<Sealing> openers = identity == null ? List.of() : Openers.of(identity);
    return List.of(
        new Op.Transfer(
            new Op.Movement.Fetch(params.artifacts(), params.verify(), List.of(), openers)));
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("artifacts", "list");
  }
}
