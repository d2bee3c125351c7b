package io.backstay.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConsoleTest {
  @Test
  void colourIsUsedOnlyWhereItIsWelcome() {
    assertThat(Console.of(Console.Color.AUTO, Map.of()).color()).isFalse();
    assertThat(Console.of(Console.Color.ALWAYS, Map.of()).color()).isTrue();
    assertThat(Console.of(Console.Color.NEVER, Map.of("CLICOLOR_FORCE", "1")).color()).isFalse();
    assertThat(Console.of(Console.Color.AUTO, Map.of("CLICOLOR_FORCE", "1")).color()).isTrue();
    assertThat(
            Console.of(Console.Color.AUTO, Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1")).color())
        .isFalse();
  }

  @Test
  void colourOnlyRepeatsWhatTheTextSays() {
    Console colourful = Console.of(Console.Color.ALWAYS, Map.of());
    Console plain = Console.of(Console.Color.NEVER, Map.of());
    assertThat(colourful.styled(Console.Style.BAD, "FAILED"))
        .contains("FAILED")
        .startsWith("\u001b[");
    assertThat(plain.styled(Console.Style.BAD, "FAILED")).isEqualTo("FAILED");
  }
}
