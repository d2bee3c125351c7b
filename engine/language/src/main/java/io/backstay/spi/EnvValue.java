package io.backstay.spi;

/** The value of a variable of a program: written out, or a secret that only the program sees. */
public sealed interface EnvValue {
  /**
   * Written out.
   *
   * @param text its characters
   */
  record Plain(String text) implements EnvValue {}

  /**
   * Looked up when the program is started.
   *
   * @param secret its name
   */
  record Hidden(Secret secret) implements EnvValue {}
}
