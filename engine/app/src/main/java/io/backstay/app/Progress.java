package io.backstay.app;

/** Shows how far steps are, on standard error, in the way that fits whoever is watching. */
interface Progress extends AutoCloseable {
  /** A step begins. */
  void begin(String step);

  /** A step has moved so many bytes. */
  void at(String step, long bytes);

  /** A step ended. */
  void end(String step);

  /** A line that stays. */
  void above(String line);

  @Override
  void close();
}
