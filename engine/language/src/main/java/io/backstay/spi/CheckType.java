package io.backstay.spi;

import java.util.List;

/**
 * A kind of check; one vocabulary for preflight, verify, rehearsals, monitors and drills.
 *
 * @param <P> the parameters
 */
public sealed interface CheckType<P extends Record> extends Type<P>
    permits ReadCheckType, DeepCheckType {
  /** Which artifacts of the set this check speaks about; empty when it is not about the set. */
  default List<Artifacts> covers(P params) {
    return List.of();
  }

  /** The declared things it looks at, for previews and for binding drills. */
  default List<Ref> looksAt(P params) {
    return List.of();
  }
}
