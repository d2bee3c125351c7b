package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MaskTest {
  private static final String SECRET = "p/ss w0rd+ü?";
  private final Mask mask = new Mask();

  @Test
  void nothingIsHiddenBeforeItIsLearnt() {
    assertThat(mask.hide("all " + SECRET)).isEqualTo("all " + SECRET);
    assertThat(mask.clean(SECRET)).isTrue();
    mask.learn(SECRET);
    mask.learn(SECRET);
    assertThat(mask.hide("all " + SECRET + SECRET + ".")).isEqualTo("all ******.");
    assertThat(mask.clean("x" + SECRET)).isFalse();
  }

  @Test
  void percentEncodedInAllItsSpellings() {
    mask.learn(SECRET);
    String url = URLEncoder.encode(SECRET, UTF_8);
    assertThat(mask.hide(url)).isEqualTo("***");
    assertThat(mask.hide(url.replace("+", "%20"))).isEqualTo("***");
    assertThat(
            mask.hide(
                url.replace("%C3%BC", "%c3%bc")
                    .replace("%2F", "%2f")
                    .replace("%2B", "%2b")
                    .replace("%3F", "%3f")))
        .isEqualTo("***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "use", "user:"})
  void base64WhereverItStarts(String before) {
    mask.learn(SECRET);
    for (String after : new String[] {"", "@", "@h", "@host"}) {
      byte[] all = (before + SECRET + after).getBytes(UTF_8);
      for (Base64.Encoder encoder :
          new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
        String hidden = mask.hide("x " + encoder.encodeToString(all) + " y");
        assertThat(hidden).startsWith("x ").endsWith(" y").contains("***");
        assertThat(hidden.length()).isLessThan(before.length() * 2 + after.length() * 2 + 16);
      }
    }
  }

  @Test
  void eachLineOfAKey() {
    mask.learn("-----BEGIN KEY-----\nMC4CAQAwBQYDK2Vw\nBCIEIJ\n-----END KEY-----\n");
    assertThat(mask.hide("read MC4CAQAwBQYDK2Vw from it")).isEqualTo("read *** from it");
  }

  @Test
  void aSecretInsideAnotherLeavesNothingOfTheOther() {
    mask.learn("word");
    mask.learn("password1");
    assertThat(mask.hide("password1 word")).isEqualTo("*** ***");
  }

  @Test
  void whatIsTooShortToTellFromTextStays() {
    mask.learn("abc");
    assertThat(mask.hide("abc YWJj")).isEqualTo("abc YWJj");
  }

  @Test
  void theBeginningOfASecretAtTheEndIsPending() {
    mask.learn("hunter22");
    assertThat(mask.pending("it is hunt")).isEqualTo(4);
    assertThat(mask.pending("hunter2")).isEqualTo(7);
    assertThat(mask.pending("hunter22")).isZero();
    assertThat(mask.pending("none")).isZero();
    assertThat(mask.pending("none".toUpperCase(Locale.ROOT) + "h")).isEqualTo(1);
  }
}
