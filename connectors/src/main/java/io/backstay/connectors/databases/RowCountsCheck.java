package io.backstay.connectors.databases;

import io.backstay.connectors.checks.Expectation;
import io.backstay.connectors.checks.Recorded;
import io.backstay.expr.Percent;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Expect;
import io.backstay.spi.Facts;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The check {@code row-counts}. */
@Doc("Counts the rows of tables and compares the numbers, usually with those of the backup.")
public final class RowCountsCheck implements ReadCheckType<RowCountsCheck.Params> {

  /**
   * Parameters.
   *
   * @param in which database
   * @param tables which tables
   * @param expect what each count has to be
   * @param tolerance how far it may be off
   */
  public record Params(
      @Doc(value = "The database whose rows are counted.", example = "db") SourceRef in,
      @Doc(
              value = "Tables, or `all`; by default every table that was counted at the backup.",
              example = "[users, orders]")
          @Default("[]")
          List<String> tables,
      @Doc(value = "What each count has to be.", example = "recorded") @Default("recorded")
          Expect expect,
      @Doc(value = "How far a count may be off what was recorded.", example = "1%") @Default("0%")
          Percent tolerance) {}

  @Override
  public String name() {
    return "row-counts";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Ref> looksAt(Params params) {
    return List.of(Ref.of(params.in()));
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    Ref in = Ref.of(params.in());
    Map<String, Object> recorded = recorded(params, world, in);
    List<String> tables = tables(params, recorded);
    if (tables.isEmpty()) {
      return new Verdict.NotPassed(
          "recorded row counts",
          "none",
          "the backup counted no rows that could be compared",
          Facts.NONE);
    }
    Facts answer = world.observe(in, new DatabaseSource.RowCounts(tables));
    Map<String, Object> counts = counts(answer.get("row-counts"));
    List<String> wrong = new ArrayList<>();
    counts.forEach((table, rows) -> compare(params, table, rows, recorded.get(table), wrong));
    Object expected =
        recorded.isEmpty() ? Expectation.of(params.expect()).says() : (Object) recorded;
    return verdict(counts, expected, wrong);
  }

  private static Map<String, Object> recorded(Params params, CheckWorld world, Ref in) {
    return params.expect() instanceof Expect.Recorded
        ? counts(Recorded.find(world, in.name(), "row-counts"))
        : Map.of();
  }

  private static List<String> tables(Params params, Map<String, Object> recorded) {
    boolean named = !params.tables().isEmpty();
    if (named || !(params.expect() instanceof Expect.Recorded)) {
      return named ? params.tables() : List.of("all");
    }
    return List.copyOf(recorded.keySet());
  }

  private static Map<String, Object> counts(Optional<Object> fact) {
    Map<String, Object> counts = new LinkedHashMap<>();
    if (fact.orElse(null) instanceof Map<?, ?> map) {
      map.forEach((table, rows) -> counts.put(String.valueOf(table), rows));
    }
    return counts;
  }

  private static void compare(
      Params params, String table, Object rows, @Nullable Object recorded, List<String> wrong) {
    Expectation expectation = new Expectation(params.expect(), Optional.ofNullable(recorded));
    boolean tolerated =
        rows instanceof Number is
            && recorded instanceof Number was
            && Math.abs(is.longValue() - was.longValue()) <= params.tolerance().of(was.longValue());
    if (!tolerated && !expectation.holds(rows)) {
      wrong.add("%s has %s rows, expected: %s".formatted(table, rows, expectation.says()));
    }
  }

  private static Verdict verdict(Map<String, Object> counts, Object expected, List<String> wrong) {
    Facts facts = Facts.of("actual", counts).and(Facts.of("expected", expected));
    if (wrong.isEmpty()) {
      return new Verdict.Passed(counts.size() + " tables have the rows they should", facts);
    }
    return new Verdict.NotPassed(
        expected.toString(), counts.toString(), String.join("; ", wrong), facts);
  }
}
