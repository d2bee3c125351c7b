package io.backstay.spi;

/**
 * What an op asks of the thing it is addressed to: a record whose components are data, printed in
 * previews and hashed into fingerprints.
 */
public interface Request {
  /** One clause for people, such as {@code renamed to app_before_20260213, kept 24 h}. */
  String says();

  /** Whether it takes a part only of what it is given, so that nobody knows how much. */
  default boolean partly() {
    return false;
  }
}
