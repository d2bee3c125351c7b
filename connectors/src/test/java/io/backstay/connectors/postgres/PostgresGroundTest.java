package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.Ground;
import io.backstay.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a database lies is told when it is certain, and only then. */
@Needs({"docker", "root"})
@Tag("docker")
@Tag("root")
class PostgresGroundTest {
  private static final TestServer SERVER = TestServer.V15;

  @TempDir Path directory;
  private TestTools tools = new TestTools(Path.of(""), "20260213_050211");

  @BeforeEach
  void tools() {
    tools = new TestTools(directory, "20260213_050211");
    tools.secrets.put("password", TestServer.PASSWORD);
  }

  @Test
  void inAContainerItIsTheContainersOwnView() {
    Ground ground = SERVER.inside(SERVER.database()).source().ground(tools).orElseThrow();

    assertThat(ground.says()).isEqualTo(home() + " in " + SERVER.containerName());
    assertThat(Files.exists(ground.path().resolve("PG_VERSION"))).isTrue();
  }

  @Test
  void aDatabaseThatIsGoneWillLieThereToo() {
    assertThat(SERVER.inside("gone").source().ground(tools)).isPresent();
  }

  @Test
  void anAddressOfThisHostThatLeadsElsewhereProvesNothing() {
    assertThat(SERVER.params(SERVER.database()).source().ground(tools)).isEmpty();
  }

  @Test
  void aTablespaceIsWhereItIs() {
    SERVER.inContainer("install", "-d", "-o", "postgres", "/srv/apart");
    SERVER.run("postgres", "CREATE TABLESPACE apart LOCATION '/srv/apart'");
    String whole = SERVER.database();
    SERVER.run("postgres", "ALTER DATABASE %s SET TABLESPACE apart".formatted(whole));
    String divided = SERVER.database("CREATE TABLE t (i int) TABLESPACE apart");

    assertThat(SERVER.inside(whole).source().ground(tools))
        .hasValueSatisfying(ground -> assertThat(ground.says()).startsWith("/srv/apart in "));
    assertThat(SERVER.inside(divided).source().ground(tools)).isEmpty();
    SERVER.run("postgres", "DROP DATABASE " + whole, "DROP DATABASE " + divided);
    SERVER.run("postgres", "DROP TABLESPACE apart");
  }

  @Test
  void aRoleThatMayNotKnowDoesNotGuess() {
    String database = SERVER.database();
    SERVER.run(
        database, "CREATE ROLE unknowing LOGIN SUPERUSER", "ALTER ROLE unknowing NOSUPERUSER");
    try {
      assertThat(SERVER.inside(database).as("unknowing").source().ground(tools)).isEmpty();
    } finally {
      SERVER.run(database, "DROP ROLE unknowing");
    }
  }

  private static String home() {
    return SERVER.value("postgres", "SHOW data_directory");
  }
}
