package io.backstay.spi;

import java.util.List;

/**
 * Asks {@link Ref#SET} for digests of its artifacts. Lowering moves the algorithms into the streams
 * that make the artifacts, so that nothing is read a second time; what is left to do then is to
 * report them.
 *
 * @param algorithms such as {@code sha256}, {@code md5}
 * @param artifacts whose
 */
public record Digests(List<String> algorithms, Artifacts artifacts) implements Request {
  @Override
  public String says() {
    String whose = artifacts.all() ? "every artifact" : artifacts.pattern();
    return String.join(", ", algorithms) + " of " + whose + ", taken as it is written";
  }
}
