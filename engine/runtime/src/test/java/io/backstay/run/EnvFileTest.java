package io.backstay.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvFileTest {
  private static EnvFile of(String text) {
    return EnvFile.of(text.getBytes(ISO_8859_1));
  }

  private static String text(EnvFile file) {
    return new String(file.bytes(), ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      textBlock =
          """
          postgresql://u:p@db:5432/app, URL=postgresql://u:p@db:5432/app
          ~~,                           URL=
          a b,                          URL='a b'
          $HOME "x",                    URL='$HOME "x"'
          it's here,                    URL="it's here"
          """)
  void aValueIsWrittenSoThatEverybodyReadsTheSame(String value, String line) {
    assertThat(of("A=1\n").set("URL", value)).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "it's $HOME", "it's \"x\"", "nul\0"})
  void whatCannotBeIsRefused(String value) {
    assertThatThrownBy(() -> of("").set("URL", value))
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo("R755"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"URL=1\nURL=2\n", "URL='a\nb'\n", "export URL=\"a \\\" b\nc\"\n"})
  void aLineThatIsNotTheOnlyOneOfItsVariableIsRefused(String text) {
    assertThatThrownBy(() -> of(text).line("URL"))
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo("R755"));
  }

  @Test
  void everyOtherByteStays() {
    String there = "\r\n# URL=no\r\n  export  URL = \"a\" # b\r\nURLS=\u00e9\rB=2";
    EnvFile changed = of(there).with("URL", "URL=1");

    assertThat(text(of(there))).isEqualTo(there);
    assertThat(of(there).line("URL")).isEqualTo("  export  URL = \"a\" # b");
    assertThat(text(changed)).isEqualTo("\r\n# URL=no\r\nURL=1\r\nURLS=\u00e9\rB=2");
    assertThat(text(changed.with("URL", of(there).line("URL")))).isEqualTo(there);
    assertThat(text(of("A=1\nURL=2\n").with("URL", null))).isEqualTo("A=1\n");
    assertThat(text(of("A=1").with("URL", "URL=2"))).isEqualTo("A=1\nURL=2\n");
    assertThat(text(of("A=1\n").with("URL", null))).isEqualTo("A=1\n");
  }
}
