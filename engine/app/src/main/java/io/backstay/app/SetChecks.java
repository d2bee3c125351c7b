package io.backstay.app;

import io.backstay.plan.Binder;
import io.backstay.plan.Bound;
import io.backstay.plan.Catalog;
import io.backstay.plan.Node;
import io.backstay.plan.Part;
import io.backstay.plan.Position;
import io.backstay.plan.Values;
import io.backstay.set.Manifest;
import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckType;
import io.backstay.spi.CheckUse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The checks that prove a set as far as that goes without restoring it. */
final class SetChecks {
  private static final Position NOWHERE = new Position("backstay verify", 1, 1, 1);

  private final Catalog catalog;
  private final Loader.Loaded loaded;

  SetChecks(Catalog catalog, Loader.Loaded loaded) {
    this.catalog = catalog;
    this.loaded = loaded;
  }

  /** Every byte is read once: whoever reads to the end of the content proves its digest as well. */
  List<CheckUse> all(Manifest manifest) {
    List<String> dumps = named(manifest, artifact -> artifact.kind().equals("dump"));
    List<String> archives = named(manifest, artifact -> artifact.inventory() != null);
    List<String> others = new ArrayList<>(named(manifest, artifact -> true));
    others.removeAll(dumps);
    others.removeAll(archives);
    List<CheckUse> checks = new ArrayList<>();
    if (!others.isEmpty()) {
      checks.add(check("checksum", others));
    }
    if (!archives.isEmpty()) {
      checks.add(check("archive-readable", archives));
    }
    dumps.forEach(dump -> checks.add(check("dump-readable", List.of(dump))));
    return checks;
  }

  private static List<String> named(Manifest manifest, Predicate<Manifest.Artifact> which) {
    return manifest.artifacts().stream().filter(which).map(Manifest.Artifact::name).toList();
  }

  /** Bound like the short form {@code checksum: all} of a plan. */
  private CheckUse check(String name, List<String> artifacts) {
    CheckType<?> type = catalog.checks().get(name);
    if (type == null) {
      throw new IllegalStateException("no check " + name);
    }
    return new CheckUse(
        name, bind(type.params(), artifacts), name, CheckUse.Severity.CRITICAL, null, "verify");
  }

  private <P extends Record> P bind(Class<P> shape, List<String> artifacts) {
    Node value =
        artifacts.size() == 1
            ? scalar(artifacts.getFirst())
            : new Node.Items(artifacts.stream().<Node>map(SetChecks::scalar).toList(), NOWHERE);
    Values values = Values.of(loaded.plan(), loaded.variables());
    Bound<P> bound = new Binder(loaded.plan()).bind(new Part<>(value, shape), values);
    if (bound instanceof Bound.Ready<P>(P params, boolean late)) {
      return params;
    }
    throw new IllegalStateException(bound.toString());
  }

  /** A name that is taken as it is, by expressions and by patterns. */
  private static Node.Scalar scalar(String name) {
    String text = Artifacts.exactly(name).pattern().replace("${", "$${");
    return new Node.Scalar(text, Node.Style.QUOTED, NOWHERE, (offset, length) -> NOWHERE);
  }
}
