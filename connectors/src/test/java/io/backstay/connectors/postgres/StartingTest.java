package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.Failure;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says to who wants to connect, one thing after another. */
final class StartingTest {
  private static final String STARTING = "is starting";
  private static final String REFUSED = "no such role";
  private static final String WELCOME = "welcome";

  @TempDir Path directory;

  private SqlSession awaited(Deque<String> sayings) {
    TestTools tools = new TestTools(directory, "20260213_050211");
    return Starting.awaited(
        () -> {
          String said = sayings.pop();
          if (said.equals(WELCOME)) {
            return new Session();
          }
          throw Failure.of("R430", said);
        },
        failure -> failure.message().equals(STARTING),
        tools);
  }

  @Test
  void whoIsTurnedAwayAtTheVeryLastMomentTriesOnceMore() {
    Deque<String> sayings = new ArrayDeque<>(List.of(STARTING, STARTING, REFUSED, WELCOME));

    assertThat(awaited(sayings)).isNotNull();
    assertThat(sayings).isEmpty();
  }

  @Test
  void whatIsSaidTwiceIsMeant() {
    Deque<String> sayings = new ArrayDeque<>(List.of(STARTING, REFUSED, REFUSED, WELCOME));

    assertThatThrownBy(() -> awaited(sayings)).hasMessageContaining(REFUSED);
    assertThat(sayings).containsExactly(WELCOME);
  }

  @Test
  void nobodyWaitsForAServerThatHasStarted() {
    Deque<String> sayings = new ArrayDeque<>(List.of(REFUSED, WELCOME));

    assertThatThrownBy(() -> awaited(sayings)).hasMessageContaining(REFUSED);
    assertThat(sayings).containsExactly(WELCOME);
  }

  private static final class Session implements SqlSession {
    @Override
    public List<Row> rows(String sql, String... values) {
      return List.of();
    }

    @Override
    public void run(String sql, String... values) {}

    @Override
    public void runForeign(String statement) {}

    @Override
    public void close() {}
  }
}
