package io.backstay.connectors.steps;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Primary;
import io.backstay.spi.StepType;
import io.backstay.spi.StoreRef;
import java.util.List;
import java.util.Map;

/** The step {@code prune}. */
@Doc(
    value =
        "Copies the sets that tiers keep in another store, every byte proven on the way, and deletes"
            + " the sets of this plan that no rule under `retention` keeps. Never fewer stay than the"
            + " guard says, never the newest proven one goes, and none that is still to be copied;"
            + " files backstay did not put there are not touched.",
    changes =
        "Adds copies of sets to the stores that tiers name, and deletes sets in stores. Which ones is"
            + " written to the journal before the first comes or goes.",
    undo =
        "Nothing: a deleted set is gone. That is why `guard` refuses a prune that "
            + "would delete too many.")
public final class Prune implements StepType<Prune.Params> {

  /**
   * Parameters.
   *
   * @param stores where; empty means all
   */
  public record Params(
      @Primary
          @Doc(value = "In which stores; in all of the plan's when left out.", example = "local")
          @Default("[]")
          List<StoreRef> stores) {

    /** Copies the list. */
    public Params {
      stores = List.copyOf(stores);
    }
  }

  @Override
  public String name() {
    return "prune";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    List<StoreRef> stores = params.stores().isEmpty() ? names.stores() : params.stores();
    return List.of(new Op.Transfer(new Op.Movement.Expire(stores.stream().distinct().toList())));
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("deleted", "integer", "copied", "integer");
  }
}
