package io.backstay.plan;

import io.backstay.expr.ScalarReader;
import io.backstay.spi.Ref;
import io.backstay.spi.ServiceType;
import io.backstay.spi.SourceType;
import io.backstay.spi.StoreType;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan file that was read and found good. Nothing in it is evaluated yet: the same plan serves
 * every run and every preview.
 *
 * @param head what it is
 * @param vars its inputs by name; a Restore also has those of its Backup
 * @param secrets its secrets by name; a Restore also has those of its Backup
 * @param things what it may touch; a Restore also may touch what its Backup may
 * @param rules what holds for all its runs
 * @param flow what a run does
 * @param recovery which set is restored; null for a Backup
 * @param words the catalog it was read with
 */
public record Plan(
    Head head,
    Map<String, VarDecl> vars,
    Map<String, SecretDecl> secrets,
    Things things,
    Rules rules,
    Flow flow,
    @Nullable Recovery recovery,
    Catalog words) {

  /** Its name, which is the same in every environment. */
  public String name() {
    return head.name();
  }

  /** What journals, locks and catalogs know it by, and the sets it makes. */
  public Identity identity() {
    return head.identity();
  }

  /** Its time zone, or the host's. */
  public ZoneId zone() {
    ZoneId zone = head.zone();
    return zone == null ? ZoneId.systemDefault() : zone;
  }

  /** The kinds of backups it makes, or those of the Backup it is about. */
  public Types types() {
    return (recovery == null ? rules : recovery.of().rules()).types();
  }

  /** The same that knows other secrets, too. */
  Plan knowing(Map<String, SecretDecl> more) {
    Map<String, SecretDecl> all = Things.joined(secrets, more);
    return new Plan(head, vars, all, things, rules, flow, recovery, words);
  }

  /** The same where other things are declared. */
  Plan with(Things others) {
    return new Plan(head, vars, secrets, others, rules, flow, recovery, words);
  }

  ScalarReader scalars() {
    return new ScalarReader(zone());
  }

  Ground ground() {
    return new Ground(head.projectRoot(), scalars(), words);
  }

  /**
   * What it is.
   *
   * @param kind Backup or Restore
   * @param name what it is called
   * @param file where it was read from
   * @param projectRoot where relative paths in it start
   * @param zone for its schedule and stamps; null for the host's
   * @param description for people; null when it does not say
   * @param owner who looks after it; null when it does not say
   * @param notCovered what it does not protect, as one line each
   * @param content everything the file says, with what the environment says instead
   * @param environment where it runs
   */
  public record Head(
      PlanKind kind,
      String name,
      Path file,
      Path projectRoot,
      @Nullable ZoneId zone,
      @Nullable String description,
      @Nullable Owner owner,
      List<String> notCovered,
      Node.Fields content,
      Environment environment) {
    /** Which of its plans it is, where there are several of its name. */
    public Identity identity() {
      return new Identity(name, environment.name());
    }
  }

  /**
   * What it may touch, by name, in the order of the file.
   *
   * @param sources what is backed up and restored
   * @param services what is stopped and started
   * @param stores where sets are kept
   */
  public record Things(
      Map<String, Declared<SourceType<?>>> sources,
      Map<String, Declared<ServiceType<?>>> services,
      Map<String, Declared<StoreType<?>>> stores) {
    static final Things NONE = new Things(Map.of(), Map.of(), Map.of());

    /** The type key something is declared with; empty when it is not. */
    public String type(Ref on) {
      Declared<?> declared =
          switch (on.kind()) {
            case SOURCE -> sources.get(on.name());
            case SERVICE -> services.get(on.name());
            default -> stores.get(on.name());
          };
      return declared == null ? "" : declared.type().name();
    }

    /** These and those. */
    Things and(Things more) {
      return new Things(
          joined(sources, more.sources),
          joined(services, more.services),
          joined(stores, more.stores));
    }

    /** All of the first, and of the second in their place. */
    static <T> Map<String, T> joined(Map<String, T> first, Map<String, T> more) {
      Map<String, T> all = new LinkedHashMap<>(first);
      all.putAll(more);
      return all;
    }
  }

  /**
   * What holds for all its runs.
   *
   * @param set how sets are laid out
   * @param retention what is kept
   * @param objectives what was promised
   * @param schedule when a run is due
   * @param lock how runs exclude one another
   * @param types the kinds of backups it makes
   * @param metrics where its numbers go; null when nobody counts
   * @param continuous what is archived between two backups; null when nothing is
   */
  public record Rules(
      Part<SetLayout> set,
      Part<Retention> retention,
      Part<Objectives> objectives,
      List<Part<Trigger>> schedule,
      Part<Lock> lock,
      Types types,
      @Nullable Part<MetricsRules> metrics,
      @Nullable Part<Continuous> continuous) {}

  /**
   * What a run does.
   *
   * @param preflight what must hold before the first step
   * @param steps the work
   * @param onFailure after a failure, when what was begun is undone
   * @param finallySteps at the end, success or failure
   * @param monitors what has to hold between runs
   * @param told who is told how a run ended
   */
  public record Flow(
      List<CheckDecl> preflight,
      List<PlannedStep> steps,
      List<PlannedStep> onFailure,
      List<PlannedStep> finallySteps,
      List<Monitor> monitors,
      List<NotifyDecl> told) {}

  /**
   * What only a Restore says.
   *
   * @param of the Backup it is about
   * @param backup which set it takes
   * @param confirm what has to be typed first; null when nothing has to
   */
  public record Recovery(Plan of, Part<Selection> backup, @Nullable Part<Confirm> confirm) {}
}
