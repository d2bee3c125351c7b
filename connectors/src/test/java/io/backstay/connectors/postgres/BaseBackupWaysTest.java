package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.Facts;
import io.backstay.spi.Op.Codec;
import io.backstay.testing.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the programs of this host, and with those in the server's container. */
@Needs("docker")
@Tag("docker")
class BaseBackupWaysTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerIsCopiedWhereverTheProgramsAre(boolean inside) {
    TestServer server = TestServer.V15;
    server.inContainer(
        "sh",
        "-c",
        "echo 'host replication all all scram-sha-256' >> /var/lib/postgresql/data/pg_hba.conf");
    server.run("postgres", "SELECT pg_reload_conf()");
    TestTools tools = new TestTools(directory, "20260213_050211");
    tools.secrets.put("password", TestServer.PASSWORD);
    PostgresSource source =
        (inside ? server.inside("postgres") : server.params("postgres")).source();
    OpRunner runner = new OpRunner(tools, source);

    source.foresee(new BaseRequest(true), tools);
    runner.run(source.baseBackup("base.tar.gz", Codec.GZIP, true));

    Facts facts = runner.facts("base.tar.gz");
    assertThat(facts.is("server-manifest")).isTrue();
    assertThat(facts.text("pg-basebackup").orElseThrow()).startsWith("15");
  }
}
