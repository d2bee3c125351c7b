package io.backstay.plan;

import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.Scratch;
import io.backstay.spi.ScratchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of scratch resource of which only the parameters matter, and what it stands in for.
 *
 * @param as the one kind of source it can take the place of
 */
record ScratchWord<P extends Record>(String name, Class<P> params, String as)
    implements ScratchType<P> {
  @Override
  public Scratch scratch(String name, P params, Place place) {
    return new Bound(name, as, place);
  }

  /** A scratch resource and where it is. */
  record Bound(String name, String as, Place place) implements Scratch {
    @Override
    public Ref ref() {
      return new Ref(Ref.Kind.SCRATCH, name);
    }

    @Override
    public String says() {
      return "scratch " + place.directory();
    }

    @Override
    public List<Finding> probe(Look look) {
      return List.of();
    }

    @Override
    public List<Op> provision(List<Resource> standIns) {
      return List.of();
    }

    @Override
    public Optional<StandIn> standIn(Ref.Kind kind, String type) {
      return kind == Ref.Kind.SOURCE && type.equals(as)
          ? Optional.of(new StandIn(as, Map.of("path", place.directory().toString())))
          : Optional.empty();
    }
  }
}
