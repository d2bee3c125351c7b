package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.connectors.databases.DumpReadable;
import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TableName;
import io.backstay.connectors.databases.TestTools;
import io.backstay.connectors.databases.TestWorld;
import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.Verdict;
import io.backstay.testing.Needs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Needs("docker")
@Tag("docker")
class PostgresNamesTest {
  private static final List<String> ODD =
      List.of(
          "-x",
          "--file=x",
          "host=127.0.0.1 port=1",
          "postgresql://127.0.0.1:1/x",
          "with ' and \" and \\ and %s and $1 and :x and ${y}",
          "a.b",
          "a|b*?()[c]",
          "Ünï-çødé 漢字",
          "x".repeat(63));

  @TempDir Path directory;

  private OpRunner runner(PostgresSource source) {
    TestTools tools = new TestTools(directory, "20260213_050211");
    tools.secrets.put("password", TestServer.PASSWORD);
    return new OpRunner(tools, source);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDatabaseOfAnyNameIsDumpedAndReplacedAndNoOther(boolean inside) {
    TestServer server = TestServer.V15;
    for (String odd : ODD) {
      String name = inside ? odd.substring(0, Math.min(62, odd.length())) + "2" : odd;
      server.create(name, "CREATE TABLE here AS SELECT '" + name.hashCode() + "' AS who");
      PostgresSource source = (inside ? server.inside(name) : server.params(name)).source();
      OpRunner runner = runner(source);

      runner.run(source.dump(Dumps.of("a.sql")));
      runner.run(source.recreate(true, null));
      server.run(name, "TRUNCATE here");
      runner.run(source.load(new Load(new Artifacts("a.sql"), List.of(), 1, List.of(), List.of())));

      assertThat(server.value(name, "SELECT who FROM here")).isEqualTo("" + name.hashCode());
      runner.pay();
      assertThat(server.value(name, "SELECT count(*) FROM here")).isEqualTo("0");
      assertThat(directory.resolve("set-a.sql").toFile().delete()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.dump", "a.sql"})
  void aTableOfAnyNameIsDumpedAndNoOther(String artifact) {
    TestServer server = TestServer.V15;
    String database = server.database("CREATE TABLE other ()");
    for (String odd : ODD) {
      server.run(
          database,
          "CREATE TABLE " + Sql.quoted(odd) + " AS SELECT 1 AS x",
          "CREATE SCHEMA " + Sql.quoted(odd),
          "CREATE TABLE " + Sql.quoted(odd) + "." + Sql.quoted(odd) + " AS SELECT 2 AS x");
    }
    server.run(database, "CREATE TABLE \"line\nbreak\" AS SELECT 3 AS x");
    List<String> tables =
        java.util.stream.Stream.concat(
                ODD.stream().map(odd -> new TableName(odd, odd).toString()),
                java.util.stream.Stream.of("line\nbreak", ODD.getFirst(), ODD.getLast()))
            .toList();
    PostgresSource source = server.params(database).source();
    OpRunner runner = runner(source);

    runner.run(source.dump(Dumps.tables(artifact, tables.toArray(String[]::new))));

    Map<?, ?> entries = (Map<?, ?>) runner.facts(artifact).get("entries").orElseThrow();
    assertThat(entries.get("TABLE")).isEqualTo((long) tables.size());
    assertThat(entries.get("TABLE DATA")).isEqualTo((long) tables.size());
    assertThat(
            new TestWorld(runner)
                .make(new DumpReadable(), new DumpReadable.Params(List.of(Artifacts.ALL))))
        .isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void aNameIsWrittenAndReadAlike() {
    for (String schema : List.of("", "a", "A b", "a.b", "a\"b", "漢字")) {
      for (String name : ODD) {
        TableName table = new TableName(schema, name);
        assertThat(TableName.parse(table.toString())).contains(table);
      }
    }
    for (String no :
        List.of("", ".", "a.", ".a", "a.b.c", "\"a", "a\"b", "\"\"", "\"a\"b", "a\0b")) {
      assertThat(TableName.parse(no)).as(no).isEmpty();
    }
  }
}
