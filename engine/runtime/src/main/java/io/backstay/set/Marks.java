package io.backstay.set;

import io.backstay.spi.Store;

/**
 * Writes down what was found out about sets, beside them and for good.
 *
 * <p>Whoever calls holds the lock of the plan, so that no two runs write at the same time.
 */
public final class Marks {
  private final SetCatalog catalog;
  private final Store.Writer writer;

  /**
   * For the sets of a catalog.
   *
   * @param catalog of the plan in the store
   * @param writer of the same store
   */
  public Marks(SetCatalog catalog, Store.Writer writer) {
    this.catalog = catalog;
    this.writer = catalog.layout().rules().applied(writer);
  }

  /**
   * Adds a mark; durable when this returns.
   *
   * @return the set as it stands now
   */
  public KnownSet add(KnownSet set, Mark mark) {
    MarkLog log = catalog.marks(set).and(mark, catalog.trust().keys());
    String key = SetLayout.marks(set.id());
    writer.replace(key, log.bytes());
    catalog.demand(key, log.bytes());
    catalog.ledger().marked(set.id(), log);
    KnownSet now = KnownSet.of(set.manifest(), set.key(), set.signer(), log);
    return set.doubt() == null ? now : now.doubted(set.doubt());
  }
}
