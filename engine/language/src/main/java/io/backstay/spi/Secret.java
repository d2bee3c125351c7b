package io.backstay.spi;

/**
 * The name of a declared secret. The value is looked up by {@link Look#reveal} just before it is
 * needed and never stored here, so nothing that prints a plan or a program can print a secret.
 *
 * @param name the key under {@code secrets:}
 */
public record Secret(String name) {
  @Override
  public String toString() {
    return "(secret " + name + ")";
  }
}
