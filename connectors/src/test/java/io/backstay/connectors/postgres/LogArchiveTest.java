package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Failure;
import io.backstay.testing.Needs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is archived is waited for elsewhere, on a server that archives; here nothing is. */
class LogArchiveTest {
  private static final long SEGMENT = 16L << 20;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    // A place within it, as it is after something was written.
    "000000010000000000000005, 0/5000148, 000000010000000000000005",
    // Between two, as servers before 17 call it and as those from 17 on do.
    "000000010000000000000005, 0/6000000, 000000010000000000000005",
    "000000010000000000000006, 0/6000000, 000000010000000000000005",
    "000000020000000100000000, 1/0, 0000000200000000000000FF",
    "0000000A000000FF000000FF, FF/FF000001, 0000000A000000FF000000FF",
  })
  void aSegmentIsTheOneThatWasClosed(String here, String place, String closed) {
    assertThat(Segment.before(here, place, SEGMENT)).isEqualTo(closed);
  }

  @ParameterizedTest
  @CsvSource({
    "000000010000000000000005, true",
    "000000010000000000000005.00000028.backup, false",
    "00000002.history, false",
    "'', false",
  })
  void onlyASegmentIsOne(String name, boolean is) {
    assertThat(Segment.is(name)).isEqualTo(is);
  }

  @Test
  @Tag("docker")
  @Needs("docker")
  void nothingIsClaimedOfAServerThatArchivesNothing() {
    TestTools tools = new TestTools(directory, "20260213_050211");
    tools.secrets.put("password", TestServer.PASSWORD);
    PostgresSource source = TestServer.V15.params("postgres").source();

    assertThatThrownBy(
            () -> new OpRunner(tools, source).run(source.switchLog(Duration.ofMinutes(1))))
        .isInstanceOf(Failure.class)
        .hasMessage("the server archives nothing: its `archive_mode` is off");
    assertThatThrownBy(() -> source.observe(new DatabaseSource.Archive(), tools))
        .isInstanceOf(Failure.class)
        .hasMessage("the server archives nothing: its `archive_mode` is off");
  }
}
