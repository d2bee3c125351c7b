package io.backstay.connectors.steps;

import io.backstay.spi.CheckUse;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import io.backstay.spi.StepType;
import io.backstay.spi.StoreRef;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The step {@code verify}. */
@Doc(
    "Makes checks. In a Backup every artifact has to be looked at by one of them; the set is as"
        + " proven as what they have found.")
public final class Verify implements StepType<Verify.Params> {

  /** What becomes of a set that did not pass. */
  public enum OnFailure {
    /**
     * It is removed where it is staged; where it is published already it is marked broken, which no
     * restore picks.
     */
    DISCARD
  }

  /**
   * Parameters.
   *
   * @param checks what to check
   * @param in the store whose copy is looked at; null for the staged set
   * @param onFailure what becomes of the set
   */
  public record Params(
      @Primary @Doc(value = "What to check.", example = "[checksum: all, archive-readable: all]")
          List<CheckUse> checks,
      @Doc(
              value =
                  "Looks at the copy in this store, reading it back; without it at what is staged"
                      + " here.",
              example = "local")
          @Nullable StoreRef in,
      @Doc(
              value =
                  "A set that did not pass is removed where it is staged; where it is published"
                      + " already it is marked broken, and nothing ever picks it.",
              example = "discard")
          @Default("discard")
          OnFailure onFailure) {

    /** Refuses to check nothing, which would prove nothing. */
    public Params {
      checks = List.copyOf(checks);
      if (checks.isEmpty()) {
        throw new Refusal(
            "E211", "checks", "`verify` without checks proves nothing", "checks: [checksum: all]");
      }
    }
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    // Whoever reads content to its end proves the stored bytes, too, so digests come last.
    return params.checks().stream()
        .sorted(Comparator.comparing(use -> use.type().equals("checksum")))
        .<Op>map(use -> new Op.Check(use, params.in()))
        .toList();
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("passed", "boolean");
  }
}
