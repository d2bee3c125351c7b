package io.backstay.connectors.containers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container as it is to be made for a drill.
 *
 * @param name its name
 * @param image what it is made of
 * @param network the only network it is in
 * @param alias the name by which the others in that network find it
 * @param environment variables beside those of its image
 * @param mounts directories of this host, mounted at the same path inside
 * @param inMemory a directory inside that is kept in memory; null for none
 * @param address what the drill's checks call it, and the port it listens on; null when they do not
 * @param memory how many bytes of memory it may use, what it keeps there included
 */
public record ContainerSpec(
    String name,
    String image,
    String network,
    String alias,
    Map<String, String> environment,
    List<Path> mounts,
    @Nullable String inMemory,
    @Nullable String address,
    long memory) {
  /** Copies what can be changed. */
  public ContainerSpec {
    environment = Map.copyOf(environment);
    mounts = List.copyOf(mounts);
  }
}
