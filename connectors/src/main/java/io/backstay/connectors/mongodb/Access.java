package io.backstay.connectors.mongodb;

import io.backstay.connectors.databases.HostPrograms;
import io.backstay.spi.Failure;
import io.backstay.spi.Secret;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached.
 *
 * @param uri its connection string
 * @param directory of the programs; null for those of the path
 */
record Access(Secret uri, @Nullable Path directory) {
  /** The program that dumps. */
  static final String DUMP = "mongodump";

  /** The program that loads. */
  static final String RESTORE = "mongorestore";

  /** Where a program is. */
  Path program(String name) {
    return HostPrograms.find(directory, name)
        .orElseThrow(
            () ->
                Failure.of("R431", "there is no " + name + " on this host")
                    .help(
                        "Install the MongoDB Database Tools, or name their directory in `tools`."));
  }

  /** Starts one, which is told where the server is; its input is open. */
  Call start(String name, Tools tools, List<String> arguments) {
    return Call.of(program(name), tools.reveal(uri), arguments, tools);
  }
}
