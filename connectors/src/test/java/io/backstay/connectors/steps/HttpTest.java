package io.backstay.connectors.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.EnvValue;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.WebRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request says, and what cannot be sent. */
final class HttpTest {
  private static Http.Params params(
      String url, String method, Map<String, EnvValue> headers, @Nullable String body) {
    return new Http.Params(URI.create(url), method, headers, body, List.of(204));
  }

  @Test
  void whatOnlyReadsIsNoChange() {
    WebRequest get = new WebRequest("GET", URI.create("https://a/b"), Map.of(), null, Set.of(204));
    WebRequest post = new WebRequest("POST", URI.create("https://a/b"), Map.of(), "x", Set.of(204));

    assertThat(new Http().lower(params("https://a/b", "GET", Map.of(), null), new Declared()))
        .containsExactly(new Op.Observe(Ref.WEB, get, null));
    assertThat(new Http().lower(params("https://a/b", "POST", Map.of(), "x"), new Declared()))
        .containsExactly(new Op.Call(Ref.WEB, post));
  }

  @ParameterizedTest
  @CsvSource({
    "file:///etc/passwd, GET, A, b, , url",
    "http:///path, GET, A, b, , url",
    "http://me:pass@host/, GET, A, b, , url",
    "http://host/, get, A, b, , method",
    "http://host/, TRACE, A, b, , method",
    "http://host/, GET, A, b, body, body",
    "http://host/, GET, Host, other, , headers",
    "http://host/, GET, A b, b, , headers",
    "http://host/, GET, A, '\r\nB: c', , headers",
  })
  void whatCannotBeSentIsRefused(
      String url, String method, String header, String value, String body, String parameter) {
    Map<String, EnvValue> headers = Map.of(header, new EnvValue.Plain(value));

    assertThatThrownBy(() -> params(url, method, headers, body))
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.parameter()).isEqualTo(parameter));
  }
}
