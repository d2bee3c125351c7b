package io.backstay.survey;

import io.backstay.plan.Catalog;
import io.backstay.program.Preview;
import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import io.backstay.spi.CheckType;
import io.backstay.spi.CheckUse;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Finding.Status;
import io.backstay.spi.Look;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything a program declares, and makes those of its preflight checks that only read.
 */
final class Looks {
  private final Program program;
  private final Look look;
  private final Catalog catalog;
  private final Stock stock;

  Looks(Program program, Look look, Catalog catalog, Stock stock) {
    this.program = program;
    this.look = look;
    this.catalog = catalog;
    this.stock = stock;
  }

  List<Preview.Look> all() {
    List<Preview.Look> all = new ArrayList<>();
    program
        .resources()
        .forEach(
            (ref, thing) -> {
              if (!program.disposable(ref)) {
                all.addAll(probe(thing));
              } else if (ref.kind() == Ref.Kind.SCRATCH) {
                // It is not there yet, which is as it should be; what would keep it from being
                // made is not.
                probe(thing).stream().filter(it -> it.status() == Status.FAIL).forEach(all::add);
              }
            });
    stock.unlisted().forEach((store, why) -> all.add(failed("store." + store, why)));
    program.preflight().forEach(check -> all.add(check(check)));
    return all;
  }

  /** What a set is still made for cannot be told from those there are. */
  private Preview.Look check(CheckUse check) {
    PreflightWorld world = new PreflightWorld(program, look, stock);
    Preview.Look found = check(check, world);
    RestoreRules rules = program.restore();
    boolean early = rules != null && rules.pick() == RestoreRules.Pick.FRESH;
    return early && world.toldOfSets()
        ? look(found.id(), Finding.unchecked("made by the run: a set is made before it"))
        : found;
  }

  private List<Preview.Look> probe(Resource thing) {
    String id = thing.ref().toString();
    try {
      return thing.probe(look).stream().map(finding -> look(id, finding)).toList();
    } catch (Failure failure) {
      return List.of(failed(id, failure));
    }
  }

  private Preview.Look check(CheckUse check, CheckWorld world) {
    String id = "preflight." + check.name();
    CheckType<?> type = catalog.checks().get(check.type());
    if (!(type instanceof ReadCheckType<?> reads) || startsPrograms(reads, check)) {
      return look(id, Finding.unchecked("made by the run: it starts programs"));
    }
    try {
      return verdict(id, check, check(reads, check, world));
    } catch (Failure failure) {
      return failed(id, failure);
    }
  }

  private <P extends Record> boolean startsPrograms(ReadCheckType<P> type, CheckUse check) {
    return type.looksAt(type.params().cast(check.params())).stream()
        .map(program.resources()::get)
        .anyMatch(thing -> thing instanceof DatabaseSource database && database.startsPrograms());
  }

  private static <P extends Record> Verdict check(
      ReadCheckType<P> type, CheckUse check, CheckWorld world) {
    return type.check(type.params().cast(check.params()), world);
  }

  private static Preview.Look verdict(String id, CheckUse check, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Passed passed -> look(id, Finding.ok(passed.summary()));
      case Verdict.NotApplicable none -> line(id, Status.UNCHECKED, none.why(), null);
      case Verdict.NotPassed bad ->
          line(
              id,
              check.severity() == CheckUse.Severity.WARN ? Status.WARN : Status.FAIL,
              bad.summary(),
              null);
    };
  }

  private static Preview.Look failed(String id, Failure failure) {
    return line(id, Status.FAIL, failure.message(), failure.help());
  }

  private static Preview.Look look(String id, Finding finding) {
    return new Preview.Look(
        id, finding.status(), finding.summary(), finding.help(), finding.data().values());
  }

  private static Preview.Look line(
      String id, Status status, String summary, @Nullable String help) {
    return new Preview.Look(id, status, summary, help, Map.of());
  }
}
