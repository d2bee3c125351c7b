package io.backstay.plan;

import io.backstay.spi.CheckWorld;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Verdict;

/** A kind of check that is never made. */
record CheckWord<P extends Record>(String name, Class<P> params) implements ReadCheckType<P> {
  @Override
  public Verdict check(P params, CheckWorld world) {
    throw new UnsupportedOperationException();
  }
}
