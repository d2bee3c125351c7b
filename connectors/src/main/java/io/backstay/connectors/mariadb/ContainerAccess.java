package io.backstay.connectors.mariadb;

import io.backstay.connectors.containers.ContainerCommand;
import io.backstay.connectors.containers.ContainerState;
import io.backstay.connectors.containers.DockerEngine;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Inside the container the server runs in, with the client programs that are there. Their options,
 * and the password among them, are the first lines of their input up to an empty one; a script that
 * is always the same hands them on through a descriptor, so that no file, argument or variable of a
 * process holds them. The programs themselves cannot read both from one input.
 *
 * @param container its name
 * @param login as seen from inside
 */
record ContainerAccess(String container, Login login) implements Access {
  private static final String HAND_ON =
      """
      options=
      while IFS= read -r line && [ -n "$line" ]; do
        options="$options$line
      "
      done
      program=$1
      suffix=$2
      command -v "$program" >/dev/null || { program=$3; suffix=$4; }
      shift 4
      exec "$program" --defaults-file=/dev/fd/3 "--defaults-group-suffix=$suffix" "$@" 3<<END
      $options
      END
      """;

  @Override
  public Client client(Tools tools) {
    DockerEngine engine = DockerEngine.ofThisHost();
    String id = engine.running(container).id();
    return Client.of(
        login,
        null,
        (name, arguments) -> {
          List<String> argv = new ArrayList<>(List.of("sh", "-c", HAND_ON, "sh"));
          for (Brand brand : Brand.values()) {
            argv.add(name.equals(Client.DUMP) ? brand.dump() : brand.statements());
            argv.add(brand.suffix());
          }
          argv.addAll(arguments);
          Program program =
              engine.socket().start(id, new ContainerCommand(argv, Map.of(), null, true));
          tell(program, login.options(tools) + "\n");
          return program;
        });
  }

  private static void tell(Program program, String options) {
    try {
      OutputStream in = program.input();
      in.write(options.getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      program.close();
      throw Failure.of("R430", "the container did not take the password").because(e);
    }
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
