package io.backstay.plan;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Verdict;
import java.util.List;

/** A kind of check that is never made. */
record CheckWord<P extends Record>(String name, Class<P> params) implements ReadCheckType<P> {
  @Override
  public List<Artifacts> covers(P params) {
    return params instanceof Params.OfArtifacts of ? of.artifacts() : List.of();
  }

  @Override
  public Verdict check(P params, CheckWorld world) {
    throw new UnsupportedOperationException();
  }
}
