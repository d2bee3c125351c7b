package io.backstay.plan;

import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceRef;
import io.backstay.spi.ServiceType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kind of service of which only the parameters matter. */
record ServiceWord<P extends Record>(String name, Class<P> params) implements ServiceType<P> {
  @Override
  public Service service(String name, P params) {
    return new Bound(name, params);
  }

  /** A service and what it was bound to. */
  record Bound(String name, Record params) implements Service {
    @Override
    public Ref ref() {
      return Ref.of(new ServiceRef(name));
    }

    @Override
    public String says() {
      return params.toString();
    }

    @Override
    public List<Finding> probe(Look look) {
      return List.of();
    }

    @Override
    public List<Op> stop(Duration grace, boolean startAgain, @Nullable Duration atMost) {
      return List.of();
    }

    @Override
    public List<Op> restart(@Nullable Wait until) {
      return List.of();
    }

    @Override
    public List<Op> start(@Nullable Wait until) {
      return List.of();
    }
  }
}
