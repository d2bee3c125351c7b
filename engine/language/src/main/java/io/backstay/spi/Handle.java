package io.backstay.spi;

/** Something held open; closing it lets go. */
public interface Handle extends AutoCloseable {
  /** What the body may use, such as the name of a snapshot. */
  Facts facts();

  /**
   * Whether it is still held: asked when the body has ended.
   *
   * @throws Failure when it was lost meanwhile, so that nothing done under it counts
   */
  void confirm();

  /** Lets go; never throws. */
  @Override
  void close();
}
