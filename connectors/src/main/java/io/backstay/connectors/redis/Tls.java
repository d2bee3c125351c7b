package io.backstay.connectors.redis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is protected.
 *
 * @param mode in which way
 * @param authority who has to have signed the server's certificate; null for whom the host trusts
 * @param certificate what this side shows; null for nothing
 * @param key its private key
 */
record Tls(
    Redis.Sslmode mode, @Nullable Path authority, @Nullable Path certificate, @Nullable Path key) {

  /** What the client program is told of it. */
  List<String> arguments() {
    if (mode == Redis.Sslmode.DISABLE) {
      return List.of();
    }
    List<String> arguments = new ArrayList<>(List.of("--tls"));
    if (mode == Redis.Sslmode.REQUIRE) {
      arguments.add("--insecure");
    }
    add("--cacert", authority, arguments);
    add("--cert", certificate, arguments);
    add("--key", key, arguments);
    return arguments;
  }

  private static void add(String option, @Nullable Path file, List<String> arguments) {
    if (file != null) {
      arguments.addAll(List.of(option, file.toString()));
    }
  }
}
