package io.backstay.set;

import io.backstay.spi.Seal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a stored file is encrypted.
 *
 * @param seal how
 * @param content what was encrypted: the file as it was, compressed if it was
 */
public record Sealed(Seal seal, Manifest.Content content) {
  /**
   * A small file beside an encrypted one, which shows tampering where the encryption itself does
   * not: whoever opens the file by hand goes by it.
   *
   * @param name its name
   * @param text all it holds
   */
  public record Code(String name, String text) {
    static Optional<Code> of(String stored, @Nullable Sealed sealed) {
      String hmac = sealed == null ? null : sealed.seal().hmac();
      return Optional.ofNullable(hmac).map(code -> new Code(stored + ".hmac", code + "\n"));
    }
  }
}
