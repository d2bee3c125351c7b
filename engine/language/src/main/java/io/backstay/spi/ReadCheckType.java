package io.backstay.spi;

/**
 * A check that only reads, so that a live preview makes it, too.
 *
 * @param <P> the parameters
 */
public non-sealed interface ReadCheckType<P extends Record> extends CheckType<P> {
  /**
   * Makes the check.
   *
   * @throws Failure when it cannot be made, which counts as not passed
   */
  Verdict check(P params, CheckWorld world);
}
