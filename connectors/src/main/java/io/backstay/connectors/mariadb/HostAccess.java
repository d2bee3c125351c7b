package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.HostPrograms;
import io.backstay.spi.Command;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Over the network, with the client programs of this host.
 *
 * @param login where, and as whom
 * @param directory of the programs; null for those of the path
 */
record HostAccess(Login login, @Nullable Path directory) implements Access {

  @Override
  public Client client(Tools tools) {
    Programs programs = programs();
    // The directory it is in is private already, and is removed with the run.
    Path options = HostPrograms.options(tools, ".cnf", login.options(tools));
    return Client.of(
        login,
        programs.brand,
        (name, arguments) -> {
          Path program = name.equals(Client.DUMP) ? programs.dump : programs.statements;
          List<String> argv = new ArrayList<>();
          argv.add(program.toString());
          argv.add("--defaults-file=" + options);
          argv.add("--defaults-group-suffix=" + programs.brand.suffix());
          argv.addAll(arguments);
          return start(argv, tools);
        });
  }

  private static Program start(List<String> argv, Tools tools) {
    return tools.start(Command.of(argv.toArray(String[]::new)));
  }

  private record Programs(Brand brand, Path statements, Path dump) {}

  /** MariaDB's own come first: who has them has them by both names. */
  private Programs programs() {
    for (Brand brand : Brand.values()) {
      Path statements = find(brand.statements()).orElse(null);
      Path dump = find(brand.dump()).orElse(null);
      if (statements != null && dump != null) {
        return new Programs(real(statements), statements, dump);
      }
    }
    String missing = find(Client.STATEMENTS).isEmpty() ? Client.STATEMENTS : Client.DUMP;
    throw Failure.of("R431", "there is no " + missing + " on this host")
        .help(
            "`container` in the source runs the server's own; or install mariadb-client, or MySQL's"
                + " for a server of MySQL, or name its directory in `tools`.");
  }

  private static Brand real(Path program) {
    try {
      return Brand.of(program.toRealPath());
    } catch (IOException e) {
      throw Failure.of("R431", "cannot look at `" + program + "`: " + e.getMessage()).because(e);
    }
  }

  private Optional<Path> find(String name) {
    return HostPrograms.find(directory, name);
  }

  @Override
  public Finding finding() {
    return Finding.unchecked(
        "looked at by the run, with `" + programs().dump + "`: it starts programs");
  }

  @Override
  public String says() {
    return "at " + login.host() + ":" + login.port();
  }
}
