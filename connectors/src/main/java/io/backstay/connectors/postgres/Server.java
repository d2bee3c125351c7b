package io.backstay.connectors.postgres;

import io.backstay.spi.Secret;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * Where a server listens, and as whom we come.
 *
 * @param host name or address, or the directory of its socket
 * @param port TCP port
 * @param user role
 * @param password null to come without one
 * @param ssl how the connection is protected
 */
record Server(String host, int port, String user, @Nullable Secret password, Ssl ssl) {

  /**
   * How a connection is protected.
   *
   * @param mode libpq's word
   * @param rootCertificate who has to have signed the server's certificate; null for nobody we know
   */
  record Ssl(String mode, @Nullable Path rootCertificate) {
    void properties(Properties into) {
      PGProperty.SSL_MODE.set(into, mode);
      if (rootCertificate != null) {
        PGProperty.SSL_ROOT_CERT.set(into, rootCertificate.toString());
      }
    }
  }

  /** The same server at another address. */
  Server at(String otherHost, int otherPort) {
    return new Server(otherHost, otherPort, user, password, ssl);
  }

  /** Whether it is reached over a socket of this host, in the directory that is its host. */
  boolean local() {
    return host.startsWith("/");
  }

  /** Its socket, when it has one. */
  String socket() {
    return host + "/.s.PGSQL." + port;
  }

  String where() {
    if (local()) {
      return "at " + socket();
    }
    return "at " + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
