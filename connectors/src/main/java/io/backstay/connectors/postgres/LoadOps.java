package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.Part;
import io.backstay.connectors.databases.Succession;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What replacing a database comes to.
 *
 * @param ref the database
 * @param live its name
 * @param extensions it always needs
 */
record LoadOps(Ref ref, String live, List<String> extensions) {

  List<Op> recreate(boolean terminate, @Nullable Duration keep) {
    return Succession.recreate(ref, live, terminate, keep);
  }

  List<Op> load(Load load) {
    return load.tables().isEmpty()
        ? Succession.load(ref, live, beside(load), load)
        : Part.load(ref, live, beside(load), load);
  }

  private Op beside(Load load) {
    Set<String> first = new LinkedHashSet<>(extensions);
    first.addAll(load.extensions());
    LoadRequest request = new LoadRequest(live, load.tables(), load.jobs(), List.copyOf(first));
    return new Op.Stream(
        new Op.Producer.Artifact(load.artifact()), new Op.Drain.Into(ref, request));
  }
}
