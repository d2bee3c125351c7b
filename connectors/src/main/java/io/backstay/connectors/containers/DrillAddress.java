package io.backstay.connectors.containers;

import com.github.dockerjava.api.model.Container;
import io.backstay.spi.Failure;
import java.net.URI;
import java.util.Locale;

/**
 * What listens in a container of a drill, by an address that means nothing anywhere else: nobody is
 * in its network but the drill, so it is asked from inside.
 */
public final class DrillAddress {
  /** The label with the address of a container, and its port. */
  static final String LABEL = "io.backstay.address";

  private static final String DOMAIN = ".drill";

  private DrillAddress() {}

  /**
   * The host of a container's addresses.
   *
   * @param drill id of the drill
   * @param name of the scratch resource
   */
  public static String of(String drill, String name) {
    // Before a run nobody knows its id, and what stands for that is no part of a name.
    String id = drill.replace('?', 'x').replaceAll("[^A-Za-z0-9]+", "-");
    return (name + ".drill-" + id + DOMAIN).toLowerCase(Locale.ROOT);
  }

  /** Whether this is such an address. */
  public static boolean is(URI address) {
    return address.getHost() != null && address.getHost().endsWith(DOMAIN);
  }

  /**
   * Gets what the address answers.
   *
   * @throws Failure when no container has it, or its image has nothing to ask with
   */
  public static Answer get(URI address) {
    DockerEngine engine = DockerEngine.ofThisHost();
    for (Container container : new MadeForDrills(engine).addressed()) {
      String[] place = String.valueOf(container.getLabels().get(LABEL)).split(":", 2);
      if (place[0].equals(address.getHost())) {
        ContainerState state = engine.inspect(container.getId());
        return new Inside(() -> engine).answer(state, inside(address, place[1]));
      }
    }
    throw Trouble.missing("container with the address `" + address + "`")
        .help("a scratch `container` of the drill has it while the drill runs");
  }

  private static URI inside(URI address, String port) {
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    return URI.create("http://127.0.0.1:" + port + address.getRawPath() + query);
  }

  /**
   * What came back.
   *
   * @param status of HTTP; 0 when nothing answered
   * @param body what else it said
   * @param trouble why nothing answered; empty when something did
   */
  public record Answer(int status, String body, String trouble) {}
}
