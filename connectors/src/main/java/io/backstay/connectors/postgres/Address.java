package io.backstay.connectors.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstay.spi.Secret;
import java.net.URLEncoder;
import java.util.function.Function;

/** The address of a database in one text, as libpq and most drivers take it. */
final class Address {
  private static final String USUAL = "prefer";

  private Address() {}

  /** Written so that nothing in a name or a password can be taken for a part of the address. */
  static String of(Server server, String database, Function<Secret, String> reveal) {
    Secret password = server.password();
    String secret = password == null ? "" : ":" + encoded(reveal.apply(password));
    String role = encoded(server.user()) + secret;
    if (server.local()) {
      return "postgresql://%s@/%s?host=%s&port=%d"
          .formatted(role, encoded(database), encoded(server.host()), server.port());
    }
    String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
    return "postgresql://%s@%s:%d/%s%s"
        .formatted(role, host, server.port(), encoded(database), ssl(server));
  }

  // What everybody does anyway is left unsaid: some drivers know no parameters.
  private static String ssl(Server server) {
    if (server.ssl().mode().equals(USUAL)) {
      return "";
    }
    String root =
        server.ssl().rootCertificate() == null
            ? ""
            : "&sslrootcert=" + encoded(server.ssl().rootCertificate().toString());
    return "?sslmode=" + encoded(server.ssl().mode()) + root;
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, UTF_8).replace("+", "%20");
  }
}
