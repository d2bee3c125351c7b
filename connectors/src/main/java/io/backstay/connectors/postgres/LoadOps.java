package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.LoadedCheck;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import java.time.Duration;
import java.util.ArrayList;
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
    Duration kept = keep == null ? Duration.ZERO : keep;
    return List.of(
        new Op.Observe(ref, new Succession.Planned(terminate, kept), null),
        new Op.Owe(ref, Succession.DROP_INCOMING, Succession.FACTS, null, Op.AtEnd.PAY),
        new Op.Change(ref, Op.Verb.CREATE, new Succession.Make(live)));
  }

  List<Op> load(Load load) {
    if (!load.tables().isEmpty()) {
      throw new Refusal(
          "E211",
          "tables",
          "loading only some tables is not in this version",
          "Load everything into a database beside it, and copy what is needed.");
    }
    Set<String> first = new LinkedHashSet<>(extensions);
    first.addAll(load.extensions());
    LoadRequest request = new LoadRequest(live, load.jobs(), List.copyOf(first));
    List<Op> ops = new ArrayList<>();
    ops.add(new Op.Observe(ref, new Succession.Target(), null));
    ops.add(
        new Op.Owe(
            ref, Succession.DROP_INCOMING, Succession.FACTS, Succession.ALONE, Op.AtEnd.PAY));
    ops.add(
        new Op.Stream(new Op.Producer.Artifact(load.artifact()), new Op.Drain.Into(ref, request)));
    ops.add(LoadedCheck.ofIncoming(ref, load.artifact()));
    if (!load.thenSql().isEmpty()) {
      ops.add(new Op.Change(ref, Op.Verb.PUT, new Succession.ThenSql(load.thenSql())));
    }
    ops.add(new Op.Owe(ref, Succession.SWAP_BACK, Succession.FACTS, null, Op.AtEnd.FORGIVE));
    ops.add(new Op.Change(ref, Op.Verb.RENAME, new Succession.SwapIn(live)));
    ops.add(new Op.Settle(ref, Succession.DROP_INCOMING));
    ops.add(new Op.Change(ref, Op.Verb.DELETE, new Succession.DropExpired()));
    return ops;
  }
}
