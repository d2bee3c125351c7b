package io.backstay.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a stored file is encrypted, as its manifest says it. Nothing of it is secret.
 *
 * @param way {@code age}, {@code gpg} or {@code openssl}
 * @param recipients public ids of those who can open it; empty when a password does
 * @param iterations rounds that made a key of a password; 0 where there is none
 * @param hmac HMAC-SHA-256 over the stored file, lower-case hexadecimal, also kept in a file beside
 *     it; null where the format itself shows tampering
 */
public record Seal(String way, List<String> recipients, int iterations, @Nullable String hmac) {
  /** Copies the list. */
  public Seal {
    recipients = List.copyOf(recipients);
  }
}
