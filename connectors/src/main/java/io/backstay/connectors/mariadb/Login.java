package io.backstay.connectors.mariadb;

import io.backstay.spi.Failure;
import io.backstay.spi.Secret;
import io.backstay.spi.Tools;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens, and as whom we come.
 *
 * @param host name or address; null for the socket where the programs look for it
 * @param port TCP port
 * @param user account
 * @param password null to come without one
 */
record Login(@Nullable String host, int port, String user, @Nullable Secret password) {
  private static final int CONNECT_SECONDS = 20;

  /** What the client programs read before anything else, in the form of their option files. */
  String options(Tools tools) {
    StringBuilder options = new StringBuilder("[client]\n");
    option(options, "user", user);
    if (password != null) {
      option(options, "password", oneLine(tools.reveal(password)));
    }
    if (host != null) {
      option(options, "host", host);
      options.append("port=").append(port).append("\nprotocol=tcp\n");
    }
    options.append("default-character-set=utf8mb4\n[mysql]\nconnect-timeout=");
    return options.append(CONNECT_SECONDS).append('\n').toString();
  }

  // Inside quotes a backslash makes the character after it an ordinary one, and `#` is one.
  private static void option(StringBuilder into, String name, String value) {
    String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"");
    into.append(name).append("=\"").append(quoted).append("\"\n");
  }

  private static String oneLine(String password) {
    if (password.indexOf('\n') >= 0 || password.indexOf('\r') >= 0) {
      throw Failure.of("R430", "the password has a line break in it")
          .help("MariaDB's programs cannot take such a password; change it.");
    }
    return password;
  }
}
