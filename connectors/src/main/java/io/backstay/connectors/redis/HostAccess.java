package io.backstay.connectors.redis;

import io.backstay.connectors.databases.HostPrograms;
import io.backstay.spi.Command;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Over the network, with the client program of this host.
 *
 * @param login where, and as whom
 * @param directory of the program; null for that of the path
 */
record HostAccess(Login login, @Nullable Path directory) implements Access {

  @Override
  public Program start(List<String> arguments, Tools tools) {
    List<String> argv = new ArrayList<>(List.of(program().toString()));
    argv.addAll(login.arguments());
    argv.addAll(arguments);
    return tools.start(Command.of(argv.toArray(String[]::new)));
  }

  private Path program() {
    return HostPrograms.find(directory, "redis-cli", "valkey-cli")
        .orElseThrow(
            () ->
                Failure.of("R431", "there is neither redis-cli nor valkey-cli on this host")
                    .help(
                        "`container` in the source runs the server's own; or install redis-tools or"
                            + " valkey-tools, or name their directory in `tools`."));
  }

  @Override
  public Finding finding() {
    return Finding.unchecked("looked at by the run, with `" + program() + "`: it starts programs");
  }

  @Override
  public String says() {
    return "at " + login.host() + ":" + login.port();
  }
}
