package io.backstay.survey;

import io.backstay.expr.Human;
import io.backstay.program.Preview.Difference;
import io.backstay.program.Program;
import io.backstay.set.KnownSet;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.DatabaseSource.RowCounts;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.TreeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Live data against what the chosen set recorded: what a restore would take away and bring. */
final class Differences {
  private final Program program;
  private final KnownSet set;
  private final Look look;

  Differences(Program program, KnownSet set, Look look) {
    this.program = program;
    this.set = set;
    this.look = look;
  }

  List<Difference> all() {
    List<Difference> all = new ArrayList<>();
    set.manifest()
        .recorded()
        .forEach(
            (source, facts) -> {
              all.addAll(rows(source, facts));
              all.addAll(files(source, facts));
            });
    return all;
  }

  private List<Difference> rows(String source, Facts recorded) {
    Ref ref = new Ref(Ref.Kind.SOURCE, source);
    if (!(recorded.values().get("row-counts") instanceof Map<?, ?> inSet)
        || !(program.resources().get(ref) instanceof DatabaseSource database)) {
      return List.of();
    }
    List<String> tables = inSet.keySet().stream().map(Object::toString).sorted().toList();
    if (database.startsPrograms()) {
      return tables.stream().map(t -> unseen(source, t, inSet.get(t))).toList();
    }
    Map<?, ?> now = now(database, tables);
    return tables.stream().map(t -> rows(source, t, now.get(t), inSet.get(t))).toList();
  }

  private List<Difference> files(String source, Facts recorded) {
    Ref ref = new Ref(Ref.Kind.SOURCE, source);
    if (!(recorded.values().get("files") instanceof Map<?, ?> inSet)
        || !(program.resources().get(ref) instanceof TreeSource tree)) {
      return List.of();
    }
    Object now = totals(tree).values().get("files");
    return List.of(rows(source, "files", now, inSet.get("files")));
  }

  private Facts totals(TreeSource tree) {
    try {
      return tree.observe(new TreeSource.Totals(), look);
    } catch (Failure gone) {
      return Facts.NONE; // a tree that is not there has nothing to lose
    }
  }

  private Map<?, ?> now(DatabaseSource database, List<String> tables) {
    try {
      Facts facts = database.observe(new RowCounts(tables), look);
      return facts.values().get("row-counts") instanceof Map<?, ?> counts ? counts : Map.of();
    } catch (Failure gone) {
      return Map.of(); // a database that is not there has nothing to lose
    }
  }

  private static Difference unseen(String source, String table, @Nullable Object inSet) {
    return new Difference(source, table, "not looked at", text(inSet), "?");
  }

  private static Difference rows(
      String source, String table, @Nullable Object now, @Nullable Object inSet) {
    if (!(now instanceof Number live) || !(inSet instanceof Number kept)) {
      return new Difference(source, table, "not there", text(inSet), "?");
    }
    long change = kept.longValue() - live.longValue();
    return new Difference(
        source, table, text(now), text(inSet), change > 0 ? "+" + change : String.valueOf(change));
  }

  private static String text(@Nullable Object number) {
    return number instanceof Number n ? Human.count(n.longValue()) : String.valueOf(number);
  }
}
