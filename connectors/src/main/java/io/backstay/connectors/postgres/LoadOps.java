package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.LoadedCheck;
import io.backstay.connectors.databases.Succession;
import io.backstay.connectors.databases.TableName;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What replacing a database comes to.
 *
 * @param ref the database
 * @param live its name
 * @param extensions it always needs
 */
record LoadOps(Ref ref, String live, List<String> extensions) {

  List<Op> recreate(boolean terminate, @Nullable Duration keep) {
    return Succession.recreate(ref, live, terminate, keep);
  }

  List<Op> load(Load load) {
    return load.tables().isEmpty() ? Succession.load(ref, live, beside(load), load) : part(load);
  }

  // Nothing that runs statements of a plan can be undone with the transaction they run in.
  private List<Op> part(Load load) {
    if (!load.thenSql().isEmpty()) {
      throw new Refusal(
          "E211",
          "then-sql",
          "a load of some tables takes no `then-sql`",
          "The tables keep their privileges; leave it out, or load everything.");
    }
    load.tables().forEach(LoadOps::refuseUnlessTable);
    return List.of(
        new Op.Observe(ref, new Part.Planned(load.tables()), null),
        new Op.Owe(ref, Succession.DROP_INCOMING, Part.FACTS, Succession.ALONE, Op.AtEnd.PAY),
        beside(load),
        LoadedCheck.ofIncoming(ref, load.artifact(), load.tables()),
        new Op.Change(ref, Op.Verb.PUT, new Part.PutIn(live, load.tables())));
  }

  private static void refuseUnlessTable(String text) {
    if (TableName.parse(text).isEmpty()) {
      throw new Refusal(
          "E211",
          "tables",
          "`" + text + "` is not the name of a table",
          "Names are taken as written, such as `users`, `sales.orders` or `\"odd.name\"`.");
    }
  }

  private Op beside(Load load) {
    Set<String> first = new LinkedHashSet<>(extensions);
    first.addAll(load.extensions());
    LoadRequest request = new LoadRequest(live, load.tables(), load.jobs(), List.copyOf(first));
    return new Op.Stream(
        new Op.Producer.Artifact(load.artifact()), new Op.Drain.Into(ref, request));
  }
}
