package io.backstay.spi;

/**
 * A check that starts programs or unpacks data: made by a run, named by a preview.
 *
 * @param <P> the parameters
 */
public non-sealed interface DeepCheckType<P extends Record> extends CheckType<P> {
  /**
   * Makes the check.
   *
   * @throws Failure when it cannot be made, which counts as not passed
   */
  Verdict check(P params, CheckWorld world, Tools tools);
}
