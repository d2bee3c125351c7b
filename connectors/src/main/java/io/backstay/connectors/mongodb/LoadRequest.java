package io.backstay.connectors.mongodb;

import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import java.util.List;

/**
 * Brings an archive into an empty database.
 *
 * @param database its name
 * @param jobs how many collections at once
 */
record LoadRequest(String database, int jobs) implements Request {

  /**
   * Finds out that nothing could be in the way.
   *
   * @param database its name
   */
  record Empty(String database) implements Request {
    @Override
    public String says() {
      return "fails unless " + database + " has no collection at all";
    }
  }

  @Override
  public String says() {
    return "loaded into %s by mongorestore, dumped again and counted; a failure leaves what is loaded"
        .formatted(database);
  }

  /** What a load comes to. */
  static List<Op> ops(Ref ref, String database, Load load) {
    if (!load.tables().isEmpty()) {
      throw Refusal.leaveOut("tables", "of MongoDB the whole archive is loaded");
    }
    if (!load.extensions().isEmpty()) {
      throw Refusal.leaveOut("extensions", "MongoDB has no extensions");
    }
    if (!load.thenSql().isEmpty()) {
      throw Refusal.leaveOut("then-sql", "MongoDB takes no SQL");
    }
    return List.of(
        new Op.Observe(ref, new Empty(database), null),
        new Op.Stream(
            new Op.Producer.Artifact(load.artifact()),
            new Op.Drain.Into(ref, new LoadRequest(database, load.jobs()))));
  }
}
