package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.Facts;
import io.backstay.testing.Needs;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Needs("docker")
@Tag("docker")
class PostgresDumpTest {
  private static final String ODD = "\"odd schema\".\"-x; \"\"y.z\"";

  @TempDir Path directory;

  record Way(String name, TestServer.Params params) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Way> ways() {
    String on15 = TestServer.V15.database(Dumps.CONTENT);
    String on17 = TestServer.V17.database(Dumps.CONTENT);
    String on18 = TestServer.V18.database(Dumps.CONTENT);
    return Stream.of(
        new Way("host tools, 15", TestServer.V15.params(on15)),
        new Way("in the container, 15", TestServer.V15.inside(on15)),
        new Way("in the container, 17", TestServer.V17.inside(on17)),
        new Way("in the container, 18", TestServer.V18.inside(on18)));
  }

  private OpRunner dump(Way way, String artifact) {
    TestTools tools = new TestTools(directory, "20260213_050211");
    tools.secrets.put("password", TestServer.PASSWORD);
    PostgresSource source = way.params.source();
    OpRunner runner = new OpRunner(tools, source);
    runner.run(source.dump(Dumps.of(artifact)));
    return runner;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aDumpComesWithItsInventoryAndWithTheCountsOfItsSnapshot(Way way) {
    for (String artifact : new String[] {"a.dump", "b.dump.gz", "c.sql", "d.sql.gz"}) {
      OpRunner runner = dump(way, artifact);

      Facts facts = runner.facts(artifact);
      Inventory inventory = Inventory.of((Map<?, ?>) facts.get("inventory").orElseThrow());
      assertThat(inventory.names("tables"))
          .containsExactly(ODD, "orders_2024", "orders_2025", "users");
      assertThat(inventory.names("partitioned-tables")).containsExactly("orders");
      assertThat(inventory.names("sequences"))
          .containsExactly("orders_id_seq", "tickets", "users_id_seq");
      assertThat(inventory.extensions()).containsOnlyKeys("pg_trgm");
      assertThat(inventory.largeObjects()).isEqualTo(2);
      assertThat(inventory.owners()).containsExactly("postgres");
      assertThat(runner.recorded("db").get("row-counts"))
          .contains(Map.of("users", 5000L, "orders", 400L, ODD, 3L));
      assertThat(runner.recorded("db").text("schema").orElseThrow())
          .contains("column public.users.name text not null\n", "view public.recent ");
    }
  }
}
