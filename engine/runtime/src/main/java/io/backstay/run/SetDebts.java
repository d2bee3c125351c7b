package io.backstay.run;

import io.backstay.program.SetRules;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.set.Mark;
import io.backstay.set.Marks;
import io.backstay.set.Pruner;
import io.backstay.set.SetCatalog;
import io.backstay.set.SetLayout;
import io.backstay.set.StagedSet;
import io.backstay.set.Trust;
import io.backstay.spi.Digests;
import io.backstay.spi.Facts;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The set of a run as something ops and debts can address. A set that was published by a run that
 * did not end well is marked broken, so that no rule ever picks it.
 */
final class SetDebts implements Resource {
  /** Owed from before a set is published: it is marked broken. */
  static final String BREAK = "mark-broken";

  /** Owed while sets are copied to a store: what is left of one halfway is removed. */
  static final String SWEEP = "sweep";

  /** The fact that the store is gone with the run. */
  private static final String DISPOSABLE = "disposable";

  private final Map<Ref, Resource> resources;
  private final @Nullable StagedSet staged;
  private final Trust trust;

  /**
   * The set of a run.
   *
   * @param resources where its stores are
   * @param staged what is staged; null for a run that is dead
   * @param trust whom this host believes about sets
   */
  SetDebts(Map<Ref, Resource> resources, @Nullable StagedSet staged, Trust trust) {
    this.resources = resources;
    this.staged = staged;
    this.trust = trust;
  }

  /** What has to be known to find the set again, perhaps long after. */
  static Facts facts(RunSets sets, StoreRef store) {
    SetRules rules = sets.program().sets().in(sets.store(store));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("store", store.name());
    facts.put("backup", sets.program().plan().backup());
    facts.put("prefix", rules.searchPrefix());
    if (sets.program().makesItsOwnSet()) {
      facts.put(DISPOSABLE, true);
    }
    if (rules.manifest() != null) {
      facts.put("manifest", rules.manifest());
    }
    return new Facts(facts);
  }

  @Override
  public Ref ref() {
    return Ref.SET;
  }

  @Override
  public String says() {
    return "the set of this run";
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of();
  }

  @Override
  public Facts observe(Request request, Look look) {
    if (request instanceof Digests digests && staged != null) {
      return digests(digests, staged);
    }
    throw new IllegalStateException("the set cannot answer " + request);
  }

  /** Digests taken on the way are told; only those nobody took are taken now. */
  private static Facts digests(Digests asked, StagedSet staged) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Manifest.Artifact artifact : staged.artifacts()) {
      if (asked.artifacts().matches(artifact.name())) {
        Map<String, Object> each = new LinkedHashMap<>();
        asked.algorithms().forEach(name -> each.put(name, digest(name, artifact, staged)));
        all.put(artifact.name(), each);
      }
    }
    return Facts.of("digests", all);
  }

  private static String digest(String name, Manifest.Artifact artifact, StagedSet staged) {
    if (name.equals("sha256")) {
      return artifact.sha256();
    }
    String md5 = artifact.md5();
    return name.equals("md5") && md5 != null
        ? md5
        : Proof.digest(staged.file(artifact.stored()), name.replaceFirst("^sha", "SHA-"));
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    if (!action.equals(BREAK) && !action.equals(SWEEP)) {
      throw new IllegalStateException("the set does not know the debt " + action);
    }
    SetCatalog catalog = catalog(facts, tools);
    // What was put before the manifest belongs to nobody; now is the first time to collect it.
    new Pruner(catalog, store(facts).writer(tools), tools.run().host(), tools.clock()).sweep();
    if (action.equals(BREAK)) {
      catalog
          .list()
          .find(tools.run().id())
          .filter(set -> set.broken().isEmpty())
          .ifPresent(set -> markBroken(set, catalog, facts, tools));
    }
  }

  private void markBroken(KnownSet set, SetCatalog catalog, Facts facts, Tools tools) {
    String why = "the run that made it did not end well";
    Mark mark = new Mark(Mark.Kind.BROKEN, tools.clock().instant(), tools.run().id(), why);
    new Marks(catalog, store(facts).writer(tools)).add(set, mark);
  }

  private SetCatalog catalog(Facts facts, Tools tools) {
    String prefix = facts.text("prefix").orElseThrow();
    String manifest = facts.text("manifest").orElse(null);
    SetRules rules = new SetRules(prefix, prefix, manifest, 0600, 0700, null);
    return new SetCatalog(
        facts.text("backup").orElseThrow(),
        facts.text("store").orElseThrow(),
        new SetLayout(rules),
        store(facts).reader(tools),
        facts.is(DISPOSABLE) ? trust.forgetful() : trust);
  }

  private Store store(Facts facts) {
    Ref ref = Ref.of(new StoreRef(facts.text("store").orElseThrow()));
    if (resources.get(ref) instanceof Store store) {
      return store;
    }
    throw new IllegalStateException("the plan of this run declares no " + ref);
  }
}
