package io.backstay.plan;

import io.backstay.expr.ScalarReader;
import io.backstay.expr.Scope;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads everything below the head of a file, in the order in which one part needs another. */
final class Body {
  private final Catalog catalog;
  private final Path file;
  private final Path root;
  private final Problems problems;

  Body(Catalog catalog, Path file, Path projectRoot, Problems problems) {
    this.catalog = catalog;
    this.file = file;
    this.root = projectRoot;
    this.problems = problems;
  }

  /**
   * Reads it.
   *
   * @param environment where it will run
   * @param of the Backup a Restore is about
   */
  Plan read(Node.Fields content, HeadReader head, Environment environment, Optional<Plan> of) {
    PlanKind kind = of.isPresent() ? PlanKind.RESTORE : PlanKind.BACKUP;
    Optional<ZoneId> zone = head.zone().or(() -> of.map(plan -> plan.head().zone()));
    ScalarReader scalars = new ScalarReader(zone.orElseGet(ZoneId::systemDefault));
    Ground ground = new Ground(root, scalars, catalog);
    Libraries libraries = libraries(content, ground, of);
    Names names = names(content, libraries, of).and(environment.elsewhere());
    Checking checking = new Checking(ground, names, Scope.of(Map.of()), problems);
    Notices notices = NoticesReader.read(content, checking);
    Node.Fields flow = new Calls(libraries.fragments(), checking).expanded(content);

    VarsReader varsReader = new VarsReader(checking);
    Map<String, VarDecl> vars = of.map(plan -> plan.vars()).orElse(Map.of());
    vars = Plan.Things.joined(vars, varsReader.read(field(content, "vars")));
    Plan.Things inherited = of.map(Plan::things).orElse(Plan.Things.NONE);
    Set<String> doubtful = varsReader.doubtful();
    Scopes first = Scopes.of(vars, doubtful, names.secrets(), inherited, environment.known());
    Map<String, SecretDecl> secrets =
        Plan.Things.joined(
            Plan.Things.joined(of.map(Plan::secrets).orElse(Map.of()), libraries.secrets()),
            new SecretsReader(checking.in(first.declarations())).read(field(content, "secrets")));
    refuseLiterals(secrets, environment);
    Plan.Things things = inherited.and(things(content, checking, first, inherited));
    Scopes plain = Scopes.of(vars, doubtful, names.secrets(), things, environment.known());
    Types types =
        new TypesReader(checking.in(plain.rules()))
            .read(field(content, "types"), List.copyOf(things.sources().keySet()));
    Scopes scopes = plain.with(types);
    RulesReader rules = new RulesReader(content, checking, scopes);
    Plan.Head about = about(content, kind, head.name(), zone.orElse(null), environment, notices);
    Plan.Rules own = rules.read(types);
    Plan.Recovery recovery =
        of.map(plan -> new RecoveryReader(rules, scopes).read(plan, content)).orElse(null);
    Plan.Flow steps =
        new FlowReader(flow, checking, scopes, rules.defaults(), libraries.notifiers()).read(kind);
    Plan plan = new Plan(about, vars, secrets, things, own, steps, recovery, catalog);
    if (!problems.errors()) {
      new PlanRules(plan, problems).check();
    }
    return plan;
  }

  /** A Restore has those of its Backup, in which whatever is wrong with them was said. */
  private Libraries libraries(Node.Fields content, Ground ground, Optional<Plan> of) {
    Checking checking = new Checking(ground, Names.NONE, Scope.of(Map.of()), problems);
    Libraries own = Libraries.of(content, checking);
    return of.map(
            plan -> Libraries.of(plan.head().content(), checking.with(new Problems())).and(own))
        .orElse(own);
  }

  private Plan.Head about(
      Node.Fields content,
      PlanKind kind,
      String name,
      @Nullable ZoneId zone,
      Environment environment,
      Notices notices) {
    List<String> notCovered = notices.notCovered().stream().map(Notices.NotCovered::line).toList();
    return new Plan.Head(
        kind,
        name,
        file,
        root,
        zone,
        notices.description(),
        notices.owner(),
        notCovered,
        content,
        environment);
  }

  /** Where one of the places is production, a plan keeps no secret for any of them. */
  private void refuseLiterals(Map<String, SecretDecl> secrets, Environment environment) {
    if (environment.guarded().isEmpty()) {
      return;
    }
    secrets.values().stream()
        .filter(SecretDecl::writtenOut)
        .map(
            secret ->
                Problem.of(
                    ProblemCode.E153,
                    secret.position(),
                    "secret `" + secret.name() + "` is written into a plan for production"))
        .map(
            problem ->
                problem
                    .note("protected: " + Problems.list(environment.guarded()))
                    .help("let a provider give it, such as  - env: DB_PASSWORD"))
        .forEach(problems::add);
  }

  private Plan.Things things(
      Node.Fields content, Checking checking, Scopes scopes, Plan.Things inherited) {
    ThingsReader reader = new ThingsReader(checking.in(scopes.declarations()));
    refuseAgain(content, "sources", inherited.sources());
    refuseAgain(content, "services", inherited.services());
    refuseAgain(content, "stores", inherited.stores());
    return new Plan.Things(
        reader.read(
            sources(content, checking, inherited), OneKey.Category.SOURCE, catalog.sources()),
        reader.read(field(content, "services"), OneKey.Category.SERVICE, catalog.services()),
        reader.read(field(content, "stores"), OneKey.Category.STORE, catalog.stores()));
  }

  /** Their section, each with what it takes from another one. */
  private Node.@Nullable Field sources(
      Node.Fields content, Checking checking, Plan.Things inherited) {
    Node.Field section = field(content, "sources");
    if (section == null || !(section.value() instanceof Node.Fields own)) {
      return section;
    }
    Likeness likeness = new Likeness(checking, catalog.sources(), inherited.sources(), own);
    return new Node.Field(section.key(), likeness.writtenOut(own));
  }

  /** What a name means in a Restore is what it means in its Backup. */
  private void refuseAgain(
      Node.Fields content, String section, Map<String, ? extends Declared<?>> inherited) {
    for (Node.Field again : fields(content, section)) {
      Declared<?> first = inherited.get(again.name());
      if (first != null) {
        problems.add(
            Problem.of(
                    ProblemCode.E218,
                    again.key().position(),
                    "the Backup already declares `" + again.name() + "`")
                .label(first.position(), "declared here")
                .help("give it another name"));
      }
    }
  }

  private static Names names(Node.Fields content, Libraries libraries, Optional<Plan> of) {
    Set<String> secrets = new HashSet<>(libraries.secrets().keySet());
    of.ifPresent(plan -> secrets.addAll(plan.secrets().keySet()));
    return new Names(
        names(content, "sources", of.map(plan -> plan.things().sources().keySet())),
        names(content, "services", of.map(plan -> plan.things().services().keySet())),
        names(content, "stores", of.map(plan -> plan.things().stores().keySet())),
        names(content, "secrets", Optional.of(secrets)));
  }

  private static Set<String> names(
      Node.Fields content, String section, Optional<Set<String>> inherited) {
    Set<String> names = new HashSet<>(inherited.orElse(Set.of()));
    fields(content, section).forEach(one -> names.add(one.name()));
    return names;
  }

  private static List<Node.Field> fields(Node.Fields content, String section) {
    return content.field(section).map(Node.Field::value).orElse(null) instanceof Node.Fields fields
        ? fields.fields()
        : List.of();
  }

  private static Node.@Nullable Field field(Node.Fields content, String key) {
    return content.field(key).orElse(null);
  }
}
