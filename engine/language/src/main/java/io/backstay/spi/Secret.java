package io.backstay.spi;

import java.util.Optional;

/**
 * The name of a declared secret, or of an address that has one in it. The value is looked up by
 * {@link Look#reveal} just before it is needed and never stored here, so nothing that prints a plan
 * or a program can print a secret.
 *
 * @param name the key under {@code secrets:}, or {@code sources.<name>.url}
 */
public record Secret(String name) {
  private static final String SOURCES = "sources.";
  private static final String URL = ".url";

  /** The address of a source. */
  public static Secret url(SourceRef source) {
    return new Secret(SOURCES + source.name() + URL);
  }

  /** The source whose address it is; empty for a declared secret, whose key has no dots. */
  public Optional<SourceRef> source() {
    return name.startsWith(SOURCES) && name.endsWith(URL)
        ? Optional.of(new SourceRef(name.substring(SOURCES.length(), name.length() - URL.length())))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "(secret " + name + ")";
  }
}
