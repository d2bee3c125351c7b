package io.backstay.spi;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@link Ref#WEB} for what is at an address; the facts {@code status} and {@code body} are the
 * answer.
 *
 * @param method {@code GET}, {@code POST} …
 * @param url {@code http} or {@code https}
 * @param headers by name; secrets are looked up just before they are sent
 * @param body what is sent; null for nothing
 * @param expect statuses that mean success; empty for 200 to 299
 */
public record WebRequest(
    String method,
    URI url,
    Map<String, EnvValue> headers,
    @Nullable String body,
    Set<Integer> expect)
    implements Request {

  /** Whether a status means success. */
  public boolean expects(int status) {
    return expect.isEmpty() ? status / 100 == 2 : expect.contains(status);
  }

  @Override
  public String says() {
    return method + " " + url;
  }
}
