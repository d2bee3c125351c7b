package io.backstay.connectors.databases;

import io.backstay.connectors.checks.Expectation;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Doc;
import io.backstay.spi.Expect;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Verdict;
import java.util.List;

/** The check {@code sql}. */
@Doc("Asks a database one question, read only, and compares the first value of the answer.")
public final class SqlCheck implements ReadCheckType<SqlCheck.Params> {

  /**
   * Parameters.
   *
   * @param in which database
   * @param query the question
   * @param expect the answer
   */
  public record Params(
      @Doc(value = "The database that is asked.", example = "db") SourceRef in,
      @Doc(
              value = "One query; its text is taken as it is and can change nothing.",
              example = "SELECT count(*) FROM users")
          String query,
      @Doc(value = "What the first value of the first row has to be.", example = "{min: 1}")
          Expect expect) {}

  @Override
  public String name() {
    return "sql";
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
    Facts facts = world.observe(Ref.of(params.in()), new DatabaseSource.Query(params.query()));
    Object first =
        facts.get("rows").orElse(List.of()) instanceof List<?> rows
                && !rows.isEmpty()
                && rows.getFirst() instanceof List<?> row
                && !row.isEmpty()
            ? row.getFirst()
            : null;
    if (first == null) {
      throw Failure.of("R520", "the query returned no row").help("Let it return one value.");
    }
    return Expectation.of(params.expect()).verdict("the answer", first);
  }
}
