package io.backstay.connectors.redis;

import io.backstay.connectors.containers.ContainerCommand;
import io.backstay.connectors.containers.ContainerState;
import io.backstay.connectors.containers.DockerEngine;
import io.backstay.spi.Finding;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Inside the container the server runs in, with the client program that is there.
 *
 * @param container its name
 * @param login as seen from inside
 */
record ContainerAccess(String container, Login login) implements Access {
  private static final String EITHER =
      """
      for program in redis-cli valkey-cli; do
        if command -v "$program" >/dev/null; then exec "$program" "$@"; fi
      done
      echo 'there is neither redis-cli nor valkey-cli in the container' >&2
      exit 127
      """;

  @Override
  public Program start(List<String> arguments, Tools tools) {
    DockerEngine engine = DockerEngine.ofThisHost();
    List<String> argv = new ArrayList<>(List.of("sh", "-c", EITHER, "sh"));
    argv.addAll(login.arguments());
    argv.addAll(arguments);
    return engine
        .socket()
        .start(engine.running(container).id(), new ContainerCommand(argv, Map.of(), null, true));
  }

  @Override
  public Finding finding() {
    ContainerState state = DockerEngine.ofThisHost().running(container);
    return Finding.unchecked(
        "looked at by the run, inside `" + state.name() + "`: it starts programs");
  }

  @Override
  public String says() {
    return "in " + container;
  }
}
