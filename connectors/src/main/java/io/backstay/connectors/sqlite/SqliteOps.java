package io.backstay.connectors.sqlite;

import io.backstay.connectors.databases.LoadedCheck;
import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.DatabaseSource.RowCounts;
import io.backstay.spi.DatabaseSource.Schema;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a database come to for a file.
 *
 * @param ref the database
 * @param file its file
 */
record SqliteOps(Ref ref, Path file) {

  List<Op> dump(Dump dump) {
    refuse(dump);
    List<Op> ops = new ArrayList<>();
    ops.add(
        new Op.Stream(
            new Op.Producer.From(ref, new Copy.Bytes()),
            new Op.Drain.ToArtifact(dump.artifact(), dump.codec(), Set.of())));
    if (!dump.record().rowCounts().isEmpty()) {
      ops.add(new Op.Observe(ref, new RowCounts(dump.record().rowCounts()), "row-counts"));
    }
    if (dump.record().schema()) {
      ops.add(new Op.Observe(ref, new Schema(), "schema"));
    }
    return List.of(new Op.Hold(ref, new Copy.Asked(), ops));
  }

  private static void refuse(Dump dump) {
    if (dump.format() != null) {
      throw Refusal.leaveOut("format", "SQLite is dumped as the one file it is");
    }
    if (!dump.content().equals("all") || !dump.tables().isEmpty()) {
      throw Refusal.leaveOut("tables", "of SQLite the whole file is dumped");
    }
    if (!dump.scope().equals("database")) {
      throw Refusal.leaveOut("scope", "an SQLite file is one database");
    }
    if (dump.jobs() > 1) {
      throw Refusal.leaveOut("jobs", "a file is written by one job");
    }
  }

  List<Op> recreate(@Nullable Duration keep) {
    Duration kept = keep == null ? Duration.ZERO : keep;
    return List.of(
        new Op.Observe(ref, new Replacement.Planned(kept), null),
        new Op.Owe(ref, Replacement.DROP_INCOMING, Replacement.FACTS, null, Op.AtEnd.PAY),
        new Op.Change(ref, Op.Verb.CREATE, new Replacement.Make(name())));
  }

  List<Op> load(Load load) {
    if (!load.tables().isEmpty()) {
      throw Refusal.leaveOut("tables", "of SQLite the whole file is loaded");
    }
    if (!load.extensions().isEmpty()) {
      throw Refusal.leaveOut("extensions", "an SQLite file has no extensions");
    }
    List<Op> ops = new ArrayList<>();
    ops.add(new Op.Observe(ref, new Replacement.Target(), null));
    ops.add(
        new Op.Owe(
            ref, Replacement.DROP_INCOMING, Replacement.FACTS, Replacement.ALONE, Op.AtEnd.PAY));
    ops.add(
        new Op.Stream(
            new Op.Producer.Artifact(load.artifact()),
            new Op.Drain.Into(ref, new Replacement.Fill(name()))));
    ops.add(LoadedCheck.ofIncoming(ref, load.artifact(), List.of()));
    if (!load.thenSql().isEmpty()) {
      ops.add(new Op.Change(ref, Op.Verb.PUT, new Replacement.ThenSql(load.thenSql())));
    }
    ops.add(new Op.Owe(ref, Replacement.SWAP_BACK, Replacement.FACTS, null, Op.AtEnd.FORGIVE));
    ops.add(new Op.Change(ref, Op.Verb.RENAME, new Replacement.SwapIn(name())));
    ops.add(new Op.Settle(ref, Replacement.DROP_INCOMING));
    return ops;
  }

  private String name() {
    return String.valueOf(file.getFileName());
  }
}
