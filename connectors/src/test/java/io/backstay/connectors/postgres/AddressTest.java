package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.spi.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AddressTest {
  private static final Server.Ssl USUAL = new Server.Ssl("prefer", null);
  private static final Secret PASSWORD = new Secret("pw");

  private static String of(Server server, String database) {
    return Address.of(server, database, secret -> "p@ss:w/r d?#%ö'" + secret.name());
  }

  @Test
  void nothingInItCanBeTakenForAnotherPart() {
    assertThat(of(new Server("db.example.org", 6543, "me@home", PASSWORD, USUAL), "a/b c?x=y"))
        .isEqualTo(
            "postgresql://me%40home:p%40ss%3Aw%2Fr%20d%3F%23%25%C3%B6%27pw"
                + "@db.example.org:6543/a%2Fb%20c%3Fx%3Dy");
  }

  @Test
  void theDirectoryOfASocketIsNoHost() {
    assertThat(of(new Server("/run/a b", 5433, "me", null, USUAL), "app"))
        .isEqualTo("postgresql://me@/app?host=%2Frun%2Fa%20b&port=5433");
  }

  @Test
  void whatIsNotThereIsLeftOutAndWhatProtectsIsNot() {
    Server.Ssl strict = new Server.Ssl("verify-full", Path.of("/etc/root ca.crt"));

    assertThat(of(new Server("::1", 5432, "me", null, USUAL), "app"))
        .isEqualTo("postgresql://me@[::1]:5432/app");
    assertThat(of(new Server("h", 5432, "me", null, strict), "app"))
        .isEqualTo(
            "postgresql://me@h:5432/app?sslmode=verify-full&sslrootcert=%2Fetc%2Froot%20ca.crt");
  }
}
