package io.backstay.program;

import io.backstay.plan.Bound;
import io.backstay.plan.Plan;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Binds everything a plan declares; what no step uses is bound, too, so that nothing hides. */
final class Things {
  private final Bindings bindings;

  Things(Bindings bindings) {
    this.bindings = bindings;
  }

  Map<Ref, Resource> bind(Plan.Things things) {
    Map<Ref, Resource> bound = new LinkedHashMap<>();
    things
        .sources()
        .values()
        .forEach(d -> put(bound, bindings.binder().source(d, bindings.values())));
    things
        .services()
        .values()
        .forEach(d -> put(bound, bindings.binder().service(d, bindings.values())));
    things
        .stores()
        .values()
        .forEach(d -> put(bound, bindings.binder().store(d, bindings.values())));
    return bound;
  }

  private void put(Map<Ref, Resource> into, Bound<? extends Resource> bound) {
    bindings.ready(bound).map(Bound.Ready::value).ifPresent(thing -> into.put(thing.ref(), thing));
  }
}
