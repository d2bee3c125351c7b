package io.backstay.connectors.steps;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import io.backstay.spi.StepType;
import io.backstay.spi.StoreRef;
import java.util.List;
import java.util.Map;

/** The step {@code upload}. */
@Doc(
    value =
        "Publishes the set in a store, or in several one after another. The manifest goes last: until"
            + " then nothing of the set is there for anybody, and afterwards all of it is.",
    changes = "Adds a set to a store.",
    undo =
        "Until the manifest is there, what was sent is removed. Afterwards a run that"
            + " fails leaves the set marked broken, and nothing picks it.")
public final class Upload implements StepType<Upload.Params> {

  /**
   * Parameters.
   *
   * @param store where to
   * @param artifacts which
   */
  public record Params(
      @Primary @Doc(value = "Where to.", example = "local") List<StoreRef> store,
      @Doc(value = "Which artifacts of the set.", example = "['*.dump']") @Default("all")
          List<Artifacts> artifacts) {

    /** Refuses to publish nothing, nowhere, or twice. */
    public Params {
      store = List.copyOf(store);
      artifacts = List.copyOf(artifacts);
      if (store.isEmpty() || artifacts.isEmpty()) {
        throw new Refusal("E211", null, "`upload` names nothing to do", "upload: local");
      }
      if (store.stream().distinct().count() < store.size()) {
        throw new Refusal("E211", "store", "`upload` names a store twice", null);
      }
    }
  }

  @Override
  public String name() {
    return "upload";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    return params.store().stream()
        .<Op>map(store -> new Op.Transfer(new Op.Movement.Publish(store, params.artifacts())))
        .toList();
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("location", "string");
  }
}
