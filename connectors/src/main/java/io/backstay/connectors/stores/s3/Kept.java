package io.backstay.connectors.stores.s3;

import io.backstay.spi.Failure;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What a server says it has kept, compared with what was sent. A server that gives no digest has
 * compared the one that was sent along.
 *
 * @param tag of the object or part; a digest unless a key of somebody's encrypts it
 * @param sha256 null where the server knows no such digest
 * @param encryption null where the server does not say
 */
record Kept(
    @Nullable String tag, @Nullable String sha256, @Nullable ServerSideEncryption encryption) {
  private static final Pattern MD5 = Pattern.compile("\"?(\\p{XDigit}{32}(?:-\\d+)?)\"?");

  /**
   * Compares.
   *
   * @param what was sent
   * @param md5 its tag, hexadecimal, for an object of parts with their number
   * @param digest its SHA-256; null where there is none for the whole
   */
  void demand(String what, String md5, @Nullable String digest) {
    boolean same = digest == null || sha256 == null || sha256.equals(digest);
    if (!same || (isDigest() && !MD5.matcher(tag()).replaceAll("$1").equalsIgnoreCase(md5))) {
      throw Failure.of("R724", "what the server has kept of " + what + " is not what was sent")
          .help("send it again; if it happens again, something on the way changes bytes")
          .transientOne();
    }
  }

  private boolean isDigest() {
    boolean plain = encryption == null || encryption == ServerSideEncryption.AES256;
    return tag != null && plain && MD5.matcher(tag).matches();
  }
}
