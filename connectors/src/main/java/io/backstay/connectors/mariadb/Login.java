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
 * @param tls how the connection is protected
 */
record Login(@Nullable String host, int port, String user, @Nullable Secret password, Tls tls) {
  private static final int CONNECT_SECONDS = 20;

  /** What the client programs read before anything else, in the form of their option files. */
  String options(Tools tools) {
    StringBuilder options = new StringBuilder("[client]\n");
    options.append(option("user", user));
    if (password != null) {
      options.append(option("password", oneLine(tools.reveal(password))));
    }
    if (host != null) {
      options.append(option("host", host));
      options.append("port=").append(port).append("\nprotocol=tcp\n");
    }
    options.append("default-character-set=utf8mb4\n");
    for (Brand brand : Brand.values()) {
      options.append("[client").append(brand.suffix()).append("]\n").append(tls.options(brand));
    }
    // The numbers of transactions are of the server that was dumped: none other has to take them.
    options.append("[mysqldump").append(Brand.MYSQL.suffix()).append("]\nset-gtid-purged=OFF\n");
    options.append("[mysql]\nconnect-timeout=").append(CONNECT_SECONDS).append('\n');
    return options.toString();
  }

  /** A line of an option file. */
  static String option(String name, String value) {
    // Inside quotes a backslash makes the character after it an ordinary one, and `#` is one.
    return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
  }

  private static String oneLine(String password) {
    if (password.indexOf('\n') >= 0 || password.indexOf('\r') >= 0) {
      throw Failure.of("R430", "the password has a line break in it")
          .help("MariaDB's programs cannot take such a password; change it.");
    }
    return password;
  }
}
