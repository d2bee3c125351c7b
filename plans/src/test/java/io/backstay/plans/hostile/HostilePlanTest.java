package io.backstay.plans.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plan.Bound;
import io.backstay.plan.Catalog;
import io.backstay.plan.Plan;
import io.backstay.plan.PlanReader;
import io.backstay.plan.Position;
import io.backstay.plan.Problem;
import io.backstay.plan.Reading;
import io.backstay.plan.Severity;
import io.backstay.plan.Variables;
import io.backstay.program.Lowered;
import io.backstay.program.Lowering;
import io.backstay.spi.RunInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every text in every place of a plan: either it is refused there and then, with the line and the
 * column, or nothing stands between it and a run.
 */
final class HostilePlanTest {
  private static final List<String> VALUES = HostileValues.all();
  private static final Catalog CATALOG = Catalog.load();

  @TempDir private static Path home;
  private static Project project;

  @BeforeAll
  static void prepare() throws IOException, SQLException {
    project = new Project(home);
    assertThat(VALUES).hasSizeGreaterThan(150).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void everyValueIn(Place place) throws IOException {
    project.plan(place.in(Project.PLAN, place.plain()));
    assertThat(new PlanReader(CATALOG, "1.0.0").read(project.backupPlan()).problems())
        .as("the place itself is a good one")
        .noneMatch(problem -> problem.severity() == Severity.ERROR);
    List<String> bad = new ArrayList<>();
    for (String value : VALUES) {
      project.plan(place.in(Project.PLAN, value));
      try {
        String verdict = verdict();
        if (!verdict.isEmpty()) {
          bad.add(Json.quoted(shown(value)) + ": " + verdict);
        }
      } catch (RuntimeException e) {
        bad.add(Json.quoted(shown(value)) + ": " + e);
      }
    }
    assertThat(bad).as(place.toString()).isEmpty();
    project.nothingWasObeyed(place);
  }

  private static String shown(String value) {
    return value.length() < 60 ? value : value.substring(0, 60) + "…";
  }

  /** What is wrong with how the plan was judged; nothing when nothing is. */
  private static String verdict() {
    return switch (new PlanReader(CATALOG, "1.0.0").read(project.backupPlan())) {
      case Reading.Invalid invalid -> placed(invalid.problems());
      case Reading.Valid valid -> lowered(valid.plan());
      case Reading.ValidDrill drill -> throw new AssertionError("a plan was read as a drill");
      case Reading.ValidLibrary library -> throw new AssertionError("a plan was read as a library");
    };
  }

  private static String placed(List<Problem> problems) {
    boolean all = problems.stream().map(Problem::position).allMatch(HostilePlanTest::isPlace);
    boolean error = problems.stream().anyMatch(one -> one.severity() == Severity.ERROR);
    return all && error ? "" : "refused without a place: " + problems;
  }

  private static boolean isPlace(@Nullable Position at) {
    return at != null && at.file().endsWith("site.backup.yaml") && at.line() > 0 && at.column() > 0;
  }

  private static String lowered(Plan plan) {
    Bound<Variables> variables = Variables.of(plan, Map.of(), Map.of(), Map.of());
    if (!(variables instanceof Bound.Ready<Variables> ready)) {
      return "validated, but its own defaults are refused";
    }
    return switch (new Lowering(plan, ready.value(), run(plan)).lower(null)) {
      case Lowered.Ready ignored -> "";
      case Lowered.Refused refused -> "validated, then refused: " + refused.problems();
    };
  }

  private static RunInfo run(Plan plan) {
    Instant now = Instant.parse("2026-02-13T02:00:00Z");
    return new RunInfo(
        "20260213_020000-7c1e",
        "20260213_020000",
        now,
        ZoneOffset.UTC,
        plan.name(),
        "full",
        "manual",
        "user",
        "host",
        null);
  }
}
