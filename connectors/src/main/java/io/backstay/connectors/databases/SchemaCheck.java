package io.backstay.connectors.databases;

import io.backstay.connectors.checks.Expectation;
import io.backstay.connectors.checks.Recorded;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The check {@code schema}. */
@Doc("Compares the structure of a database with the one of the backup, line by line.")
public final class SchemaCheck implements ReadCheckType<SchemaCheck.Params> {
  private static final int SHOWN = 5;

  /**
   * Parameters.
   *
   * @param in which database
   * @param expect what its structure has to be
   */
  public record Params(
      @Doc(value = "The database whose structure is compared.", example = "db") SourceRef in,
      @Doc(
              value = "`recorded`, or the digest that `schema-sha256` of a backup shows.",
              example = "recorded")
          @Default("recorded")
          Expect expect) {}

  @Override
  public String name() {
    return "schema";
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
    Facts now = world.observe(in, new DatabaseSource.Schema());
    String digest = now.text("schema-sha256").orElse("");
    if (!(params.expect() instanceof Expect.Recorded)) {
      return Expectation.of(params.expect()).verdict("the digest of the structure", digest);
    }
    Optional<String> recorded = Recorded.find(world, in.name(), "schema").map(Object::toString);
    if (recorded.isEmpty()) {
      return new Expectation(params.expect(), Optional.empty()).verdict("the structure", digest);
    }
    List<String> differences = differences(recorded.get(), now.text("schema").orElse(""));
    Facts facts = Facts.of("schema-sha256", digest).and(Facts.of("differences", differences));
    if (differences.isEmpty()) {
      return new Verdict.Passed("the structure is as recorded", facts);
    }
    String some = String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())));
    String summary = "%d differences in structure: %s".formatted(differences.size(), some);
    return new Verdict.NotPassed("as recorded", "different", summary, facts);
  }

  private static List<String> differences(String recorded, String now) {
    Set<String> before = new LinkedHashSet<>(recorded.lines().toList());
    Set<String> after = new LinkedHashSet<>(now.lines().toList());
    List<String> differences = new ArrayList<>();
    before.stream().filter(l -> !after.contains(l)).forEach(l -> differences.add("lacks " + l));
    after.stream().filter(l -> !before.contains(l)).forEach(l -> differences.add("has " + l));
    return differences;
  }
}
