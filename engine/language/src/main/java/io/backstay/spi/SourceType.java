package io.backstay.spi;

/**
 * A kind of thing that can be backed up and restored.
 *
 * @param <P> the parameters
 */
public interface SourceType<P extends Record> extends Type<P> {
  /** Binds a declaration; pure, connects to nothing. */
  Source source(String name, P params);

  /**
   * Whether its sources have an address that plans can hand to programs, see {@link Source#url}.
   */
  default boolean hasUrl() {
    return false;
  }

  /** Whether the server of its sources writes a log that can be archived: {@code continuous:}. */
  default boolean hasLog() {
    return false;
  }
}
