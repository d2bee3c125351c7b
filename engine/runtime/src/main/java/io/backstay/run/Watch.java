package io.backstay.run;

import io.backstay.run.RunEvent.DebtTaken;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Ref;

/** Is told of what a run owes while it owes it. */
interface Watch {
  /** Watches nothing. */
  Watch NONE = new Watch() {};

  /**
   * A debt of this kind is about to be taken.
   *
   * @throws io.backstay.spi.Failure when it must not be, because nobody would see to it
   */
  default void before(Ref on, AtEnd atEnd) {}

  /** It is durable now. */
  default void owed(DebtTaken debt) {}

  /** It is owed no more. */
  default void paid(DebtTaken debt) {}
}
