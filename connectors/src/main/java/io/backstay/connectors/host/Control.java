package io.backstay.connectors.host;

/** How something that runs on this host is stopped and started. */
interface Control {
  /**
   * How it is; between up and down it may be neither.
   *
   * @param says the same in a word
   */
  record State(boolean up, boolean down, String says) {}

  /**
   * Asks how it is.
   *
   * @throws io.backstay.spi.Failure when that cannot be told
   */
  State state();

  /** Tells it to end, without waiting until it has. */
  void stop();

  /**
   * Ends it at once.
   *
   * @throws io.backstay.spi.Failure when there is no way to
   */
  void kill();

  /** Starts it, unless it runs. */
  void start();

  /** Where to see why it does not run. */
  String help();
}
