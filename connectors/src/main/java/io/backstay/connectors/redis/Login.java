package io.backstay.connectors.redis;

import io.backstay.spi.Failure;
import io.backstay.spi.Secret;
import io.backstay.spi.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens, and as whom we come.
 *
 * @param host name or address; null for the host the client program runs on
 * @param port TCP port
 * @param user account
 * @param password null to come without one
 * @param tls how the connection is protected
 */
record Login(@Nullable String host, int port, String user, @Nullable Secret password, Tls tls) {

  /** What the client program is told of it: nothing that nobody else may know. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (host != null) {
      arguments.addAll(List.of("-h", host));
    }
    arguments.addAll(List.of("-p", String.valueOf(port)));
    arguments.addAll(tls.arguments());
    return arguments;
  }

  /** The password, as one line. */
  Optional<String> password(Tools tools) {
    return Optional.ofNullable(password).map(tools::reveal).map(Login::oneLine);
  }

  private static String oneLine(String password) {
    if (password.indexOf('\n') >= 0 || password.indexOf('\r') >= 0) {
      throw Failure.of("R430", "the password has a line break in it")
          .help("redis-cli cannot take such a password; change it.");
    }
    return password;
  }
}
