package io.backstay.plan;

import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.spi.StoreType;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A kind of store of which only the parameters matter. */
record StoreWord<P extends Record>(String name, Class<P> params) implements StoreType<P> {
  @Override
  public Store store(String name, P params) {
    return new Bound(name, params);
  }

  /** A store and what it was bound to. */
  record Bound(String name, Record params) implements Store {
    @Override
    public Ref ref() {
      return Ref.of(new StoreRef(name));
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
    public Reader reader(Look look) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Writer writer(Tools tools) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Path> staging() {
      return Optional.empty();
    }

    @Override
    public boolean offHost() {
      return false;
    }
  }
}
