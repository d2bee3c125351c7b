package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LastLineTest {
  private static final String FIRST = "{\"is\":\"run-started\"}\n";

  @TempDir Path directory;

  private LastLine of(String content) throws IOException {
    return LastLine.of(Files.writeString(directory.resolve("run.jsonl"), content));
  }

  @Test
  void itIsWhatStandsBetweenTheLastTwoEndsOfLines() throws IOException {
    assertThat(of(FIRST + "second\n").text()).isEqualTo("second");
    assertThat(of("only\n").text()).isEqualTo("only");
    assertThat(of(FIRST + "second\n{\"is\":\"to").text()).as("torn").isEqualTo("second");
  }

  @Test
  void whatHasNoEndIsNoLine() throws IOException {
    assertThat(of("").text()).isEmpty();
    assertThat(of("{\"is\":\"run-st").text()).isEmpty();
    assertThat(of("").leavesSomething()).isTrue();
  }

  /** The end of a long line must never pass for a line, whatever it looks like. */
  @ParameterizedTest
  @ValueSource(ints = {2 * 1024 - 1, 2 * 1024, 2 * 1024 + 1, 60 * 1024, 64 * 1024 - 1})
  void aLongLineIsWholeOrNotThere(int length) throws IOException {
    String line = "x".repeat(length - 1) + "y";

    assertThat(of(FIRST + line + "\n").text()).isIn(line, "");
    assertThat(of(FIRST + line + "\n").text().isEmpty()).isEqualTo(length + 1 >= 64 * 1024);
    assertThat(of(line + "\n").text()).as("the only line").isEqualTo(line);
    assertThat(of(FIRST + "second\n" + line).text()).as("torn").isIn("second", "");
  }

  @Test
  void whatIsFurtherAwayIsLeftToWhoeverReadsAll() throws IOException {
    String end = "{\"is\":\"run-ended\",\"state\":\"OK\"}";

    assertThat(of(FIRST + "x".repeat(64 * 1024) + end + "\n").text()).isEmpty();
    assertThat(of(FIRST + end + "\n" + "x".repeat(64 * 1024)).leavesSomething()).isTrue();
  }

  @Test
  void whatIsKeptIsDueWhenItsTimeIsOver() throws IOException {
    Instant until = Instant.parse("2026-01-02T00:00:00Z");
    RunEvent end = new RunEvent.RunEnded(until.minusSeconds(9), RunState.FAILED, null, until);
    LastLine kept = of(FIRST + EventCodec.encode(end, text -> text) + "\n");

    assertThat(kept.leavesSomething()).isTrue();
    assertThat(kept.due(until.minusSeconds(1))).isFalse();
    assertThat(kept.due(until)).isTrue();
    assertThat(of(FIRST + "{\"is\":\"run-ended\",\"state\":\"OK\"}\n").due(until)).isFalse();
    assertThat(of(FIRST + "{\"is\":\"work-done\"}\n").due(until)).as("dead").isTrue();
    String untold = "{\"is\":\"run-ended\",\"state\":\"OK\",\"keptUntil\":null}\n";
    assertThat(of(FIRST + untold).due(until)).as("nobody knows until when").isTrue();
  }

  @Test
  void aRunThatEndedAndOwesNothingLeavesNothing() throws IOException {
    assertThat(of(FIRST + "{\"is\":\"run-ended\",\"state\":\"OK\"}\n").leavesSomething()).isFalse();
    assertThat(of(FIRST + "{\"is\":\"run-ended\",\"state\":\"ATTENTION\"}\n").leavesSomething())
        .isTrue();
    assertThat(of(FIRST + "{\"is\":\"step-ended\",\"state\":\"OK\"}\n").leavesSomething()).isTrue();
  }

  @Test
  void aJournalThatIsGoneIsNotAnEmptyOne() {
    assertThatThrownBy(() -> LastLine.of(directory.resolve("gone.jsonl")))
        .isInstanceOf(UncheckedIOException.class);
  }
}
