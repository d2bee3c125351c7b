package io.backstay.connectors.postgres;

import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.DatabaseSource.RowCounts;
import io.backstay.spi.DatabaseSource.Schema;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a dump comes to.
 *
 * @param ref the database
 */
record DumpOps(Ref ref) {
  private static final Set<String> FORMATS = Set.of(DumpFormat.CUSTOM, DumpFormat.PLAIN);

  List<Op> of(Dump dump) {
    String format = format(dump);
    boolean cluster = dump.scope().equals("all-databases");
    refuse(dump, format, cluster);
    DumpRequest request =
        new DumpRequest(
            format, dump.codec() != Op.Codec.NONE, dump.content(), dump.tables(), cluster);
    Op stream =
        new Op.Stream(
            new Op.Producer.From(ref, request),
            new Op.Drain.ToArtifact(dump.artifact(), dump.codec(), Set.of()));
    if (cluster) {
      return List.of(stream);
    }
    return List.of(new Op.Hold(ref, new Snapshot.Asked(), List.of(together(stream, dump))));
  }

  private Op together(Op stream, Dump dump) {
    List<Op> ops = new ArrayList<>(List.of(stream));
    if (!dump.record().rowCounts().isEmpty()) {
      ops.add(new Op.Observe(ref, new RowCounts(dump.record().rowCounts()), "row-counts"));
    }
    if (dump.record().schema()) {
      ops.add(new Op.Observe(ref, new Schema(), "schema"));
    }
    return ops.size() == 1 ? stream : new Op.Together(ops);
  }

  private static String format(Dump dump) {
    if (dump.format() != null) {
      return dump.format();
    }
    boolean script = dump.artifact().matches(".*\\.sql(\\.gz|\\.zst)?");
    return script || dump.scope().equals("all-databases") ? DumpFormat.PLAIN : DumpFormat.CUSTOM;
  }

  private static void refuse(Dump dump, String format, boolean cluster) {
    if (!FORMATS.contains(format)) {
      throw new Refusal(
          "E211",
          "format",
          "PostgreSQL is dumped as `custom` or `plain`, not `" + format + "`",
          null);
    }
    if (dump.jobs() > 1) {
      throw new Refusal(
          "E211",
          "jobs",
          "a dump in one file is written by one job",
          "Leave `jobs` out; `load` has it, where it helps more.");
    }
    boolean part = !dump.content().equals("all") || !dump.tables().isEmpty();
    boolean records = !dump.record().rowCounts().isEmpty() || dump.record().schema();
    if (cluster && (part || records || format.equals(DumpFormat.CUSTOM))) {
      throw new Refusal(
          "E211",
          "scope",
          "a dump of all databases is a plain script of everything, without a common snapshot",
          "Leave out `content`, `tables`, `record` and `format`.");
    }
  }
}
