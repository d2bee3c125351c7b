package io.backstay.plan;

import io.backstay.expr.Scope;
import io.backstay.spi.Ref;
import io.backstay.spi.ScratchType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads everything below the head of a Drill. */
final class DrillReader {
  private final Node.Fields content;
  private final Plan restore;
  private final Libraries libraries;
  private final Problems problems;
  private final Scopes scopes;
  private final Scope scope;
  private final Checking checking;

  /**
   * A reader.
   *
   * @param restore the Restore it is about
   * @param root where relative paths start
   */
  DrillReader(Node.Fields content, Plan restore, Path root, Problems problems) {
    this.content = content;
    this.problems = problems;
    Ground ground = new Ground(root, restore.scalars(), restore.words());
    this.libraries =
        Libraries.of(
            content, restore, new Checking(ground, Names.NONE, Scope.of(Map.of()), problems));
    this.restore = restore.knowing(libraries.secrets());
    this.scopes =
        Scopes.of(
            restore.vars(),
            Set.of(),
            this.restore.secrets().keySet(),
            restore.things(),
            restore.head().environment().known());
    Checking plain = new Checking(ground, real(), scopes.rules(), problems);
    Scope ofRun = Scopes.ofEachRun(scopes.rules());
    this.scope = Scopes.drill(ofRun, properties(scratch(plain.in(ofRun).with(new Problems()))));
    this.checking = plain.in(scope);
  }

  /** What each scratch resource has that can be named, wherever in the drill that is. */
  private static Map<String, Set<String>> properties(Map<String, Declared<ScratchType<?>>> all) {
    Map<String, Set<String>> properties = new HashMap<>();
    all.forEach(
        (name, declared) ->
            properties.put(name, declared.type().properties(name, DrillRules.NOWHERE).keySet()));
    return properties;
  }

  private Map<String, Declared<ScratchType<?>>> scratch(Checking here) {
    return new ThingsReader(here)
        .read(
            content.field("scratch").orElse(null),
            OneKey.Category.SCRATCH,
            restore.words().scratch());
  }

  Drill read(HeadReader head, Path file) {
    Notices notices = NoticesReader.read(content, checking);
    Map<String, Declared<ScratchType<?>>> scratch = scratch(checking);
    BindingsReader bound = new BindingsReader(content, restore, problems);
    Map<String, DrillBinding> bindings = bound.bindings(scratch);
    RulesReader rules = new RulesReader(content, checking, scopes);
    Drill drill =
        new Drill(
            new Plan.Head(
                PlanKind.DRILL,
                head.name(),
                file,
                checking.ground().root(),
                head.zone().orElse(restore.head().zone()),
                notices.description(),
                notices.owner(),
                List.of(),
                content,
                restore.head().environment()),
            restore,
            scratch,
            bindings,
            bound.with(),
            rules.part("backup", DrillSelection.class, scopes.rules()),
            own(scratch, rules.defaults()),
            content.field("inject").map(new InjectionsReader(checking)::read).orElse(List.of()),
            checks("hypothesis", real()),
            stopIf(),
            checks("verify", bound(bindings)),
            rules(rules),
            telling(rules));
    if (!problems.errors()) {
      new DrillRules(drill, problems).check();
      TypeRules.check(drill, problems);
    }
    return drill;
  }

  private Drill.Rules rules(RulesReader rules) {
    return new Drill.Rules(
        rules.part("objectives", DrillObjectives.class, scopes.rules()),
        rules.schedule(),
        rules.part("teardown", TeardownRules.class, scopes.rules()),
        rules.metrics(),
        rules.lock());
  }

  /** Whatever is real can be named, too: that nothing is done to it is said in so many words. */
  private Drill.Own own(Map<String, Declared<ScratchType<?>>> scratch, Node.Fields defaults) {
    Set<String> sources = new HashSet<>(restore.things().sources().keySet());
    scratch.keySet().forEach(name -> sources.add(BindingsReader.SCRATCH + name));
    Names names = new Names(sources, Set.of(), Set.of(), restore.secrets().keySet());
    Checking here = new Checking(checking.ground(), names, scope, problems);
    StepsReader reader = StepsReader.onScratch(here, before -> scope, defaults);
    List<PlannedStep> prepare = reader.read(content.field("prepare").orElse(null));
    List<PlannedStep> damage = reader.read(content.field("damage").orElse(null));
    new IdRules(problems).check(prepare);
    new IdRules(problems).check(damage);
    return new Drill.Own(prepare, damage);
  }

  private Drill.Telling telling(RulesReader rules) {
    return new Drill.Telling(
        rules.part("scenario", Scenario.class, scopes.rules()),
        rules.parts("participants", Scenario.Participant.class, scopes.rules()),
        rules.part("report", ReportRules.class, scopes.rules()),
        new NotifyReader(checking.in(Scopes.after(scope, true)))
            .read(content.field("notify").orElse(null), libraries.notifiers()));
  }

  private List<CheckDecl> checks(String key, Names names) {
    Checking here = new Checking(checking.ground(), names, scope, problems);
    return content
        .field(key)
        .map(field -> new ChecksReader(here).all(field.value(), Use.required(key)))
        .orElse(List.of());
  }

  private List<StopRule> stopIf() {
    return content
        .field("stop-if")
        .map(field -> new ChecksReader(checking).stops(field.value(), Use.required("stop-if")))
        .orElse(List.of());
  }

  /** The real things, to be looked at. */
  private Names real() {
    Plan.Things things = restore.things();
    return new Names(
        things.sources().keySet(),
        things.services().keySet(),
        things.stores().keySet(),
        restore.secrets().keySet());
  }

  /** What was bound, by either of its names. */
  private Names bound(Map<String, DrillBinding> bindings) {
    return new Names(
        names(bindings, Ref.Kind.SOURCE),
        names(bindings, Ref.Kind.SERVICE),
        names(bindings, Ref.Kind.STORE),
        restore.secrets().keySet());
  }

  private static Set<String> names(Map<String, DrillBinding> bindings, Ref.Kind kind) {
    return bindings.values().stream()
        .filter(binding -> binding.on().kind() == kind)
        .flatMap(it -> Stream.of(it.on().name(), BindingsReader.SCRATCH + it.scratch()))
        .collect(Collectors.toSet());
  }
}
