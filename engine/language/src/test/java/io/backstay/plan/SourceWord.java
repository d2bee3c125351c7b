package io.backstay.plan;

import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.Source;
import io.backstay.spi.SourceRef;
import io.backstay.spi.SourceType;
import java.util.List;

/** A kind of source of which only the parameters matter. */
record SourceWord<P extends Record>(String name, Class<P> params) implements SourceType<P> {
  @Override
  public Source source(String name, P params) {
    return new Bound(name, params);
  }

  /** A source and what it was bound to. */
  record Bound(String name, Record params) implements Source {
    @Override
    public Ref ref() {
      return Ref.of(new SourceRef(name));
    }

    @Override
    public String says() {
      return params.toString();
    }

    @Override
    public List<Finding> probe(Look look) {
      return List.of();
    }
  }

  @Override
  public boolean hasLog() {
    return name.equals("postgres");
  }

  @Override
  public boolean hasUrl() {
    return name.equals("postgres");
  }
}
