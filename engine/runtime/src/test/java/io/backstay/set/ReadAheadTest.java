package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadAheadTest {
  private static final List<String> KEYS =
      IntStream.range(0, 50).mapToObj(String::valueOf).toList();

  private final List<String> handed = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 100})
  void eachIsHandedOverOnceInItsOrder(int atOnce) {
    new ReadAhead(atOnce, ReadAheadTest::bytes).each(KEYS, this::take);

    assertThat(handed).isEqualTo(KEYS);
  }

  @Test
  void nothingIsReadWhereThereIsNothing() {
    new ReadAhead(8, ReadAheadTest::bytes).each(List.of(), this::take);

    assertThat(handed).isEmpty();
  }

  @Test
  void severalAreReadAtTheSameTime() {
    CountDownLatch together = new CountDownLatch(4);
    ReadAhead ahead =
        new ReadAhead(
            4,
            key -> {
              together.countDown();
              assertThat(wait(together)).isTrue();
              return bytes(key);
            });

    ahead.each(KEYS, this::take);

    assertThat(handed).isEqualTo(KEYS);
  }

  @Test
  void whatCannotBeReadEndsItWithItsFailureAndNothingIsReadAfterwards() {
    AtomicInteger reading = new AtomicInteger();
    ReadAhead ahead =
        new ReadAhead(
            4,
            key -> {
              reading.incrementAndGet();
              try {
                if (key.equals("7")) {
                  throw Failure.of("R704", "cannot read 7");
                }
                return bytes(key);
              } finally {
                reading.decrementAndGet();
              }
            });

    assertThatThrownBy(() -> ahead.each(KEYS, this::take))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cannot read 7");
    assertThat(reading).hasValue(0);
    assertThat(handed).isEqualTo(KEYS.subList(0, 7));
  }

  @Test
  void whoeverIsInterruptedGetsAFailureAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new ReadAhead(2, ReadAheadTest::bytes).each(KEYS, this::take))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("broken off");
    assertThat(Thread.interrupted()).isTrue();
  }

  private static boolean wait(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static byte[] bytes(String key) {
    return ("content of " + key).getBytes(StandardCharsets.UTF_8);
  }

  private void take(String key, byte[] bytes) {
    assertThat(bytes).isEqualTo(bytes(key));
    handed.add(key);
  }
}
