package io.backstay.connectors.mariadb;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is protected.
 *
 * @param mode null to leave it to the client programs
 * @param authority who has to have signed the server's certificate; null for whom the host trusts
 */
record Tls(MariaDb.@Nullable Sslmode mode, @Nullable Path authority) {

  /** What the client programs are told of it. */
  String options(Brand brand) {
    return brand == Brand.MARIADB ? mariadb() : mysql();
  }

  private String mysql() {
    return switch (mode) {
      case null -> "";
      // Without TLS the password is encrypted by a key that the server has to give.
      case DISABLE -> "ssl-mode=DISABLED\nget-server-public-key\n";
      case REQUIRE -> "ssl-mode=REQUIRED\n";
      case VERIFY_FULL -> "ssl-mode=VERIFY_IDENTITY\n" + authorities();
    };
  }

  private String mariadb() {
    return switch (mode) {
      case null -> "";
      case DISABLE -> "skip-ssl\n";
      case REQUIRE -> "ssl\ndisable-ssl-verify-server-cert\n";
      case VERIFY_FULL -> "ssl\nssl-verify-server-cert\n" + authorities();
    };
  }

  private String authorities() {
    return authority == null ? "" : Login.option("ssl-ca", authority.toString());
  }

  /**
   * Whether a connection without it is none. The programs talk in the clear to a server that has no
   * TLS unless they were told to verify it.
   */
  boolean demanded() {
    return mode != null && mode != MariaDb.Sslmode.DISABLE;
  }
}
