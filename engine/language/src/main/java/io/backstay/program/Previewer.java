package io.backstay.program;

import io.backstay.plan.Identity;
import io.backstay.plan.Timing;
import io.backstay.program.Effect.Action;
import io.backstay.spi.Finding.Status;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes previews from programs. It holds nothing that could act. */
public final class Previewer {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm VV");

  private final Program program;
  private final Outlook outlook;
  private final Instant now;

  /**
   * A previewer.
   *
   * @param program what would run
   * @param outlook what is known beyond it
   * @param now the time the preview is for
   */
  public Previewer(Program program, Outlook outlook, Instant now) {
    this.program = program;
    this.outlook = outlook;
    this.now = now;
  }

  /**
   * Makes the preview.
   *
   * @param mode {@code live}, {@code offline} or {@code probe-write}
   * @param variables resolved inputs, with {@code env:} bound ones by name where they must not show
   * @param notCovered what the plan says it does not protect
   * @param outside what a drill does that does not go with its scratch
   * @param beyond what it would reach that this version does not do; null when there is nothing
   * @param next when its schedule wants it done next
   */
  public Preview preview(
      String mode,
      Map<String, Preview.Variable> variables,
      List<String> notCovered,
      List<String> outside,
      @Nullable String beyond,
      List<Preview.Due> next) {
    List<Preview.Row> rows = new Rows(program, outlook).all();
    List<Preview.Look> looks = outlook.looks();
    boolean blocked = looks.stream().anyMatch(look -> look.status() == Status.FAIL);
    List<Preview.Objective> objectives = new Promises(program, outlook, now).all();
    return new Preview(
        plan(),
        run(),
        mode,
        blocked ? "blocked" : beyond == null ? "ready" : "beyond",
        fingerprint(rows, variables),
        looks,
        new TreeMap<>(variables),
        rows,
        outlook.retained().orElse(null),
        outlook.differences(),
        new Guarantees(program, rows).all(),
        objectives,
        notCovered,
        program.injections().stream().map(Previewer::fault).toList(),
        outside,
        beyond,
        next,
        summary(rows, looks, objectives));
  }

  private static Preview.Fault fault(Program.Injected injected) {
    Timing timing = injected.timing();
    return new Preview.Fault(
        injected.fault().says(), timing.says(), timing.expect().name().toLowerCase(Locale.ROOT));
  }

  private Preview.Plan plan() {
    Program.PlanInfo plan = program.plan();
    String file = plan.projectRoot().relativize(plan.file().toAbsolutePath()).toString();
    Identity known = Identity.of(plan.name());
    String environment = known.environment().isEmpty() ? null : known.environment();
    return new Preview.Plan(
        known.plan(), environment, plan.kind(), file, "sha256:" + plan.digest());
  }

  private Preview.Run run() {
    return new Preview.Run(
        program.run().type(),
        program.run().user(),
        program.run().host(),
        MINUTE.format(program.run().startedAt().atZone(program.run().zone())),
        program.sets().path());
  }

  private String fingerprint(List<Preview.Row> rows, Map<String, Preview.Variable> variables) {
    List<String> lines = new ArrayList<>();
    lines.add(program.plan().digest());
    new TreeMap<>(variables).forEach((name, value) -> lines.add(name + "=" + value.value()));
    lines.add(String.valueOf(program.restore()));
    for (Preview.Row row : rows) {
      lines.add(row.id() + " " + row.status());
      row.effects().stream()
          .filter(e -> e.action() == Action.DELETE || e.action() == Action.INTERRUPT)
          .forEach(e -> lines.add(e.action() + " " + e.target()));
    }
    outlook
        .retained()
        .ifPresent(kept -> kept.delete().forEach(set -> lines.add("delete " + set.set())));
    return Fingerprint.of(lines);
  }

  private Preview.Summary summary(
      List<Preview.Row> rows, List<Preview.Look> looks, List<Preview.Objective> objectives) {
    int deletes =
        outlook.retained().map(kept -> kept.delete().size()).orElse(count(rows, Action.DELETE));
    long tight =
        objectives.stream().filter(o -> List.of("tight", "missed").contains(o.status())).count();
    return new Preview.Summary(
        count(rows, Action.CREATE),
        count(rows, Action.CHANGE),
        runs(rows, "prune") ? deletes : 0,
        count(rows, Action.INTERRUPT),
        count(rows, Action.OFF_HOST),
        (int) rows.stream().filter(row -> row.status().equals("may-run")).count()
            + count(rows, Action.UNKNOWN),
        count(looks, Status.UNCHECKED),
        count(looks, Status.WARN) + (int) tight,
        count(looks, Status.FAIL));
  }

  private static boolean runs(List<Preview.Row> rows, String type) {
    return rows.stream().anyMatch(r -> r.type().equals(type) && !r.status().equals("skipped"));
  }

  private static int count(List<Preview.Row> rows, Action action) {
    return (int)
        rows.stream()
            .filter(row -> !row.status().equals("skipped"))
            .flatMap(row -> row.effects().stream())
            .filter(effect -> effect.action() == action)
            .count();
  }

  private static int count(List<Preview.Look> looks, Status status) {
    return (int) looks.stream().filter(look -> look.status() == status).count();
  }
}
