package io.backstay.connectors.containers;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HostConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container as the engine described it a moment ago.
 *
 * @param id for further calls; never kept, because a container made anew has another
 * @param name without a slash
 * @param status {@code created running paused restarting removing exited dead}
 * @param health {@code starting healthy unhealthy}; empty when the image declares no check
 * @param exitCode of its last end; 0 while it runs
 * @param restarts how often its engine has restarted it
 * @param restartPolicy {@code no always unless-stopped on-failure}
 * @param image as it was asked for
 * @param versions variables of its environment that say a version, such as {@code PG_MAJOR}; no
 *     others, for they may be secrets
 * @param labels its labels
 * @param mounts what is mounted into it
 * @param addresses its address in each network
 * @param pid of its first process, as the engine's host counts; 0 while it does not run
 */
public record ContainerState(
    String id,
    String name,
    String status,
    String health,
    int exitCode,
    int restarts,
    String restartPolicy,
    String image,
    Map<String, String> versions,
    Map<String, String> labels,
    List<Mount> mounts,
    Map<String, String> addresses,
    long pid) {

  private static final Pattern VERSION = Pattern.compile("([A-Z]+_(?:MAJOR|VERSION))=(.*)");

  /**
   * Something mounted into a container.
   *
   * @param volume name of the volume; empty for a directory of the host
   * @param source where it is on the engine's host
   * @param destination where it is inside
   * @param writable whether it may be written
   */
  public record Mount(String volume, String source, String destination, boolean writable) {}

  /** Whether its processes exist, suspended or not. */
  public boolean alive() {
    return List.of("running", "paused", "restarting").contains(status);
  }

  /** Whether its processes are suspended. */
  public boolean paused() {
    return status.equals("paused");
  }

  /** Whether its last end was not of its own will. */
  public boolean killed() {
    return !alive() && exitCode == 137;
  }

  static ContainerState of(InspectContainerResponse inspected) {
    InspectContainerResponse.ContainerState state = inspected.getState();
    HealthState health = state.getHealth();
    return new ContainerState(
        inspected.getId(),
        inspected.getName().replaceFirst("^/", ""),
        text(state.getStatus()),
        health == null || "none".equals(health.getStatus()) ? "" : text(health.getStatus()),
        Math.toIntExact(Objects.requireNonNullElse(state.getExitCodeLong(), 0L)),
        number(inspected.getRestartCount()),
        policy(inspected.getHostConfig()),
        text(inspected.getConfig().getImage()),
        versions(inspected.getConfig().getEnv()),
        labels(inspected.getConfig().getLabels()),
        mounts(inspected.getMounts()),
        addresses(inspected.getNetworkSettings().getNetworks()),
        Objects.requireNonNullElse(state.getPidLong(), 0L));
  }

  private static String policy(@Nullable HostConfig config) {
    return config == null || config.getRestartPolicy() == null
        ? "no"
        : text(config.getRestartPolicy().getName());
  }

  private static Map<String, String> versions(String @Nullable [] environment) {
    Map<String, String> versions = new TreeMap<>();
    if (environment != null) {
      Arrays.stream(environment)
          .map(VERSION::matcher)
          .filter(Matcher::matches)
          .forEach(found -> versions.put(found.group(1), found.group(2)));
    }
    return versions;
  }

  private static Map<String, String> labels(@Nullable Map<String, String> labels) {
    return labels == null ? Map.of() : Map.copyOf(labels);
  }

  private static List<Mount> mounts(@Nullable List<InspectContainerResponse.Mount> mounts) {
    return mounts == null ? List.of() : mounts.stream().map(ContainerState::mount).toList();
  }

  private static Mount mount(InspectContainerResponse.Mount mount) {
    return new Mount(
        text(mount.getName()),
        text(mount.getSource()),
        mount.getDestination() == null ? "" : text(mount.getDestination().getPath()),
        Boolean.TRUE.equals(mount.getRW()));
  }

  private static Map<String, String> addresses(@Nullable Map<String, ContainerNetwork> networks) {
    Map<String, String> addresses = new TreeMap<>();
    if (networks != null) {
      networks.forEach((name, network) -> addresses.put(name, text(network.getIpAddress())));
    }
    addresses.values().removeIf(String::isEmpty);
    return addresses;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static int number(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
