package io.backstay.program;

import io.backstay.expr.Parsed;
import io.backstay.plan.BackupType;
import io.backstay.plan.Bound;
import io.backstay.plan.Confirm;
import io.backstay.plan.Continuous;
import io.backstay.plan.Cron;
import io.backstay.plan.Lock;
import io.backstay.plan.Node.Field;
import io.backstay.plan.Node.Fields;
import io.backstay.plan.Node.Scalar;
import io.backstay.plan.Objectives;
import io.backstay.plan.Part;
import io.backstay.plan.Plan;
import io.backstay.plan.Problem;
import io.backstay.plan.ProblemCode;
import io.backstay.plan.Retention;
import io.backstay.plan.Selection;
import io.backstay.plan.SetLayout;
import io.backstay.plan.Trigger;
import io.backstay.plan.TypeDecl;
import io.backstay.spi.RunInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Binds what holds for a run as a whole. */
final class Rules {
  private final Plan plan;
  private final RunInfo run;
  private final Plan backup;
  private final Bindings bindings;

  Rules(Plan plan, RunInfo run, Bindings bindings) {
    this.plan = plan;
    this.run = run;
    this.bindings = bindings;
    Plan.Recovery recovery = plan.recovery();
    // A Restore finds its sets where its Backup has put them.
    this.backup = recovery == null ? plan : recovery.of();
  }

  SetRules sets() {
    return value(backup.rules().set()).map(this::sets).orElse(NO_SETS);
  }

  private static final SetRules NO_SETS = new SetRules("", "", null, 0600, 0700, null);

  private SetRules sets(SetLayout layout) {
    String path = layout.path();
    return new SetRules(
        path.isEmpty() || path.endsWith("/") ? path : path + "/",
        fixedPrefix(),
        layout.manifest(),
        Integer.parseInt(layout.permissions().file(), 8),
        Integer.parseInt(layout.permissions().directory(), 8),
        layout.permissions().owner(),
        layout.latest(),
        layout.history(),
        layout.audit(),
        plan.recovery() == null ? plan.types().base(run.type()) : null,
        plan.recovery() == null && plan.types().builtOn(run.type()),
        List.of());
  }

  /** The part of the path before the first expression, which is the same for every set. */
  private String fixedPrefix() {
    if (backup.rules().set().node() instanceof Fields layout
        && layout.field("path").map(Field::value).orElse(null) instanceof Scalar path) {
      int expression = path.text().indexOf("${");
      return expression < 0 ? path.text() : path.text().substring(0, expression);
    }
    return "";
  }

  RetentionRules retention() {
    RetentionRules all = value(backup.rules().retention()).map(Rules::retention).orElse(KEEP_ALL);
    Map<String, RetentionRules> types = new TreeMap<>();
    backup
        .types()
        .declared()
        .forEach((name, type) -> own(type, all).ifPresent(it -> types.put(name, it)));
    return all.with(types);
  }

  /** What a type says of its sets; how many are never deleted is for all of them together. */
  private Optional<RetentionRules> own(TypeDecl type, RetentionRules all) {
    return value(type.part()).map(BackupType::retention).map(it -> retention(it).guardedBy(all));
  }

  private static final RetentionRules KEEP_ALL =
      new RetentionRules(null, null, List.of(), 3, 1, 0.25, Map.of());

  private static RetentionRules retention(Retention rules) {
    return new RetentionRules(
        rules.keep(),
        rules.maxCount(),
        rules.tiers().stream().map(Rules::tier).toList(),
        rules.guard().keepMin(),
        Math.max(1, rules.guard().keepVerified()),
        rules.guard().maxPrune().share(),
        Map.of());
  }

  private static RetentionRules.Tier tier(Retention.Tier tier) {
    Retention.Pick pick = tier.pick();
    RetentionRules.Pick picked =
        pick == null ? RetentionRules.Pick.EVERY : RetentionRules.Pick.valueOf(pick.name());
    return new RetentionRules.Tier(tier.name(), picked, tier.keep(), tier.copyTo(), tier.as());
  }

  /** A Restore that does not say it waits as long as its Backup. */
  Duration lockWait() {
    Part<Lock> own = plan.rules().lock();
    boolean said = own.node() instanceof Fields fields && !fields.fields().isEmpty();
    return value(said ? own : backup.rules().lock()).map(Lock::wait_).orElse(Duration.ZERO);
  }

  Program.Objectives objectives() {
    Optional<Objectives> promised = promised();
    return new Program.Objectives(
        promised.map(Objectives::rpo).orElse(null),
        promised.map(Objectives::rto).orElse(null),
        gap(),
        log(),
        List.of());
  }

  /** What is archived between two backups; null when nothing is. */
  Program.@Nullable Log log() {
    return Optional.ofNullable(backup.rules().continuous())
        .flatMap(this::value)
        .map(Continuous::wal)
        .map(wal -> new Program.Log(wal.source(), wal.to(), wal.maxLag()))
        .orElse(null);
  }

  /** What the plan has promised. */
  Optional<Objectives> promised() {
    return value(plan.rules().objectives());
  }

  /** The longest nominal time between two scheduled runs; null without a schedule. */
  private @Nullable Duration gap() {
    List<Cron> crons =
        plan.types().whenWhole(plan.rules().schedule()).stream()
            .flatMap(trigger -> value(trigger).stream())
            .flatMap(trigger -> cron(trigger).stream())
            .toList();
    return crons.isEmpty() ? null : Cron.longestGap(crons);
  }

  private static Optional<Cron> cron(Trigger trigger) {
    Duration every = trigger.every();
    String cron = trigger.cron();
    if (every != null) {
      return Cron.every(every);
    }
    return cron != null && Cron.parse(cron) instanceof Parsed.Ok<Cron>(Cron parsed)
        ? Optional.of(parsed)
        : Optional.empty();
  }

  @Nullable RestoreRules restore(@Nullable String argument) {
    Plan.Recovery recovery = plan.recovery();
    if (recovery == null) {
      return null;
    }
    Part<Confirm> asked = recovery.confirm();
    Optional<Confirm> confirm = asked == null ? Optional.empty() : value(asked);
    Optional<Selection> selection = value(recovery.backup());
    if (argument != null) {
      selection.filter(Rules::fixed).ifPresent(fixed -> bindings.add(refusal(recovery, argument)));
    }
    return selection
        .map(chosen -> restore(chosen, confirm, phrase(confirm), argument))
        .orElse(null);
  }

  /** Production is never replaced unasked, even where the plan forgets to ask. */
  private @Nullable String phrase(Optional<Confirm> confirm) {
    String own = plan.head().environment().guards() ? plan.identity().toString() : null;
    return confirm.map(Confirm::phrase).orElse(own);
  }

  /** Whether the plan alone says which set it is. */
  private static boolean fixed(Selection selection) {
    return selection.pick() != Selection.Pick.ARGUMENT && !selection.allowArgument();
  }

  private static Problem refusal(Plan.Recovery recovery, String argument) {
    String message = "this plan chooses its set itself, and `" + argument + "` was named";
    return Problem.of(ProblemCode.E411, recovery.backup().node().position(), message)
        .help("leave the set out; or, if anybody may name one, write  allow-argument: true");
  }

  private static RestoreRules restore(
      Selection selection,
      Optional<Confirm> confirm,
      @Nullable String phrase,
      @Nullable String argument) {
    RestoreRules.Pick pick =
        argument == null
            ? RestoreRules.Pick.valueOf(selection.pick().name())
            : RestoreRules.Pick.ARGUMENT;
    return new RestoreRules(
        selection.from(),
        pick,
        argument,
        selection.at(),
        selection.within(),
        selection.type(),
        confirm.map(Rules::shown).orElse(List.of()),
        phrase);
  }

  private static List<String> shown(Confirm confirm) {
    return confirm.show().stream()
        .map(show -> show.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  private <P extends Record> Optional<P> value(Part<P> part) {
    return bindings.bind(part).map(Bound.Ready::value);
  }
}
