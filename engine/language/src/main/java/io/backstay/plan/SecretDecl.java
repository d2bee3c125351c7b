package io.backstay.plan;

import io.backstay.spi.SecretProvider;
import java.util.List;

/**
 * A declared secret.
 *
 * @param name its key
 * @param sources where it may come from; the first that answers wins
 * @param position where its name stands
 */
public record SecretDecl(String name, List<Origin<?>> sources, Position position) {
  /** Copies the list. */
  public SecretDecl {
    sources = List.copyOf(sources);
  }

  /** The same as plans name it that have it from a library. */
  SecretDecl called(String alias) {
    return new SecretDecl(alias + "." + name, sources, position);
  }

  /** Whether the plan itself has it. */
  boolean writtenOut() {
    return sources.stream().anyMatch(origin -> origin.provider().name().equals(LITERAL));
  }

  /** The provider that is told the secret itself. */
  public static final String LITERAL = "insecure-literal";

  /**
   * A place it may come from.
   *
   * @param provider the kind of place
   * @param params which one
   * @param <P> its parameters
   */
  public record Origin<P extends Record>(SecretProvider<P> provider, Part<P> params) {}
}
