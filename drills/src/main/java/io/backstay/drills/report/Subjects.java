package io.backstay.drills.report;

import io.backstay.drill.DrillReporter.Ended;
import io.backstay.drills.report.DrillReport.Engine;
import io.backstay.drills.report.DrillReport.Operator;
import io.backstay.drills.report.DrillReport.Source;
import io.backstay.drills.report.DrillReport.StoodIn;
import io.backstay.drills.report.DrillReport.Subject;
import io.backstay.drills.report.Taken.Artifact;
import io.backstay.plan.Drill;
import io.backstay.plan.DrillBinding;
import io.backstay.plan.Node;
import io.backstay.plan.Plan;
import io.backstay.plan.Scenario;
import io.backstay.program.DrillLowering;
import io.backstay.program.RestoreRules;
import io.backstay.run.RunEvent;
import io.backstay.run.RunRecord;
import io.backstay.run.StepOutcome;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Seal;
import io.backstay.survey.Stock;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was rehearsed, and with which set. */
final class Subjects {
  private Subjects() {}

  static Subject of(Ended ended) {
    Plan.Head drill = ended.drill().head();
    Plan.Head restore = ended.drill().restore().head();
    Scenario scenario = ended.words().scenario();
    Scenario.Disaster disaster = scenario.disaster();
    RunInfo run = ended.run().started().run();
    return new Subject(
        source(drill),
        source(restore),
        ended.program().plan().digest(),
        ended.program().plan().backup(),
        scenario.title(),
        disaster == null ? null : disaster.name().toLowerCase(Locale.ROOT),
        scenario.narrative(),
        ended.words().participants().stream().map(it -> it.role() + ": " + it.who()).toList(),
        ended.words().report().signOff(),
        ended.drill().backupPlan().head().notCovered(),
        owner(ended.drill().backupPlan().head()),
        labels(ended.drill()),
        ended.revision(),
        new Operator(run.user(), run.host(), run.trigger()),
        new Engine(
            ended.run().started().engine(),
            System.getProperty("java.version", "?"),
            System.getProperty("os.name", "?") + " " + System.getProperty("os.version", "?")),
        isolation(ended));
  }

  /** Whoever looks after a plan, and where they are reached. */
  private static List<String> owner(Plan.Head plan) {
    return Stream.of("team", "contacts")
        .flatMap(key -> plan.content().inside("owner", key).stream())
        .flatMap(Subjects::texts)
        .toList();
  }

  /** Those of the plan, and what the drill adds to them. */
  private static Map<String, String> labels(Drill drill) {
    Map<String, String> labels = new LinkedHashMap<>();
    Stream.of(drill.backupPlan().head(), drill.head())
        .flatMap(head -> head.content().inside("labels").stream())
        .filter(Node.Fields.class::isInstance)
        .flatMap(node -> ((Node.Fields) node).fields().stream())
        .forEach(it -> texts(it.value()).forEach(text -> labels.put(it.name(), text)));
    return labels;
  }

  private static Stream<String> texts(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> Stream.of(scalar.text());
      case Node.Items items -> items.items().stream().flatMap(Subjects::texts);
      case Node.Fields fields -> Stream.of();
    };
  }

  /** Where everything went that the runbook writes. */
  private static List<StoodIn> isolation(Ended ended) {
    return ended.drill().bindings().values().stream().map(it -> stoodIn(it, ended)).toList();
  }

  private static StoodIn stoodIn(DrillBinding binding, Ended ended) {
    Ref scratch = new Ref(Ref.Kind.SCRATCH, binding.scratch());
    String where =
        Optional.ofNullable(ended.program().resources().get(scratch))
            .map(Resource::says)
            .orElse("nothing");
    return new StoodIn(binding.on().name(), where, image(binding.scratch(), ended.run()));
  }

  /** What making it found out. */
  private static @Nullable String image(String scratch, RunRecord run) {
    RunRecord.Step made = run.steps().get(DrillLowering.PROVISION + scratch);
    return made != null && made.outcome() instanceof StepOutcome.Succeeded done
        ? done.facts().text("image").orElse(null)
        : null;
  }

  private static Source source(Plan.Head head) {
    Path root = head.projectRoot();
    Path file = head.file().toAbsolutePath();
    String shown = (file.startsWith(root) ? root.relativize(file) : file).toString();
    return new Source(head.name(), shown);
  }

  /** The set; null when none was chosen, or it is gone. */
  static @Nullable Taken taken(Ended ended) {
    RunEvent.SetChosen chosen = ended.run().set();
    if (chosen == null) {
      return null;
    }
    RestoreRules rules = ended.program().restore();
    String pick =
        rules == null ? "" : rules.pick().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return ended
        .stock()
        .find(chosen.store(), chosen.set())
        .map(set -> taken(set, chosen, pick, ended))
        .orElse(null);
  }

  private static int copies(Stock stock, String set) {
    return (int) stock.all().stream().filter(kept -> kept.set().id().equals(set)).count();
  }

  private static Taken taken(KnownSet set, RunEvent.SetChosen chosen, String pick, Ended ended) {
    Manifest manifest = set.manifest();
    return new Taken(
        set.id(),
        chosen.store(),
        chosen.level(),
        copies(ended.stock(), set.id()),
        manifest.plan().type(),
        pick,
        chosen.draw(),
        manifest.made().startedAt(),
        manifest.made().finishedAt(),
        manifest.made().host(),
        set.signer().toString(),
        ended.lockedUntil(),
        manifest.tools(),
        manifest.artifacts().stream().map(Subjects::artifact).toList());
  }

  private static Artifact artifact(Manifest.Artifact it) {
    Seal seal = it.sealed() == null ? null : it.sealed().seal();
    return new Artifact(it.name(), it.bytes(), it.sha256(), it.plain().sha256(), seal);
  }
}
