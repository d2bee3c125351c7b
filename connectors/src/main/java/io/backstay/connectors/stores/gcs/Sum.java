package io.backstay.connectors.stores.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.connectors.stores.web.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * What an object is known by, as Google writes it.
 *
 * @param bytes its length
 * @param crc32c its checksum, which Google knows of every object
 * @param md5 its digest
 */
record Sum(long bytes, String crc32c, String md5) {
  private static final int BUFFER = 1 << 16;

  /** Reads all of it. */
  static Sum of(InputStream in) throws IOException {
    MessageDigest md5 = md5Digest();
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
      md5.update(buffer, 0, got);
      crc.update(buffer, 0, got);
      bytes += got;
    }
    byte[] check = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return new Sum(bytes, base64(check), base64(md5.digest()));
  }

  private static MessageDigest md5Digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Says it of an object that is about to be sent, for the server to compare. */
  void sayIn(ObjectNode about) {
    about.put("crc32c", crc32c).put("md5Hash", md5);
  }

  /** Whether this is what the server has. */
  boolean isOf(JsonNode kept) {
    return kept.path("size").asLong(-1) == bytes
        && kept.path("crc32c").asText().equals(crc32c)
        && kept.path("md5Hash").asText(md5).equals(md5);
  }

  /** Compares what the server has kept with what was sent. */
  void demand(JsonNode kept) throws IOException {
    if (!isOf(kept)) {
      throw RefusedException.passing(400, "what the server has kept is not what was sent");
    }
  }
}
