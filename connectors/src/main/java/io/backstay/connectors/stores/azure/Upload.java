package io.backstay.connectors.stores.azure;

import io.backstay.connectors.stores.Slice;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.connectors.stores.web.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends what becomes a blob when all of it has arrived.
 *
 * @param container where to
 * @param blob its name there
 * @param tier how it is kept; null for how the account keeps things
 * @param cancelled whether nobody wants it any more
 */
record Upload(Container container, String blob, @Nullable String tier, BooleanSupplier cancelled) {
  private static final long BLOCK = 16L << 20;
  private static final long MOST_BLOCKS = 50_000;
  private static final int BUFFER = 1 << 16;
  private static final String BYTES = "application/octet-stream";

  /** Sends a file, only if there is no such blob yet. */
  void file(Slice all, String md5) throws IOException {
    try {
      if (all.bytes() <= BLOCK) {
        Ask ask = whole(Ask.Body.of(all, cancelled), md5).with("If-None-Match", "*");
        container.answer(ask).text();
      } else {
        inBlocks(all, md5);
      }
    } catch (RefusedException e) {
      // A server whose answer was lost is asked again, and has it then.
      if (!Refusals.isThere(e) || !isThere(all.bytes(), md5)) {
        throw e;
      }
    }
  }

  private boolean isThere(long bytes, String md5) throws IOException {
    return container
        .find(blob)
        .filter(there -> there.length() == bytes)
        .flatMap(there -> there.header("Content-MD5"))
        .filter(md5::equals)
        .isPresent();
  }

  /** Sends a few bytes, in the place of what may be there. */
  void replacing(byte[] content, Map<String, String> metadata) throws IOException {
    Ask ask = whole(Ask.Body.of(content), base64(digest().digest(content)));
    for (Map.Entry<String, String> each : metadata.entrySet()) {
      ask = ask.with("x-ms-meta-" + each.getKey(), each.getValue());
    }
    container.answer(ask).text();
  }

  private Ask whole(Ask.Body body, String md5) {
    return kept(
        Ask.of("PUT", container.address(blob, ""))
            .carrying(body, BYTES)
            .with("Content-MD5", md5)
            .with("x-ms-blob-content-md5", md5)
            .with("x-ms-blob-type", "BlockBlob"));
  }

  private Ask kept(Ask ask) {
    return tier == null ? ask : ask.with("x-ms-access-tier", tier);
  }

  /** Blocks have names of the same length, and never those of another try. */
  private void inBlocks(Slice all, String md5) throws IOException {
    String mine = UUID.randomUUID().toString();
    List<String> sent = new ArrayList<>();
    long length = blockLength(all.bytes());
    for (long from = 0; from < all.bytes(); from += length) {
      Slice slice = new Slice(all.file(), from, Math.min(length, all.bytes() - from));
      String name = "%s-%06d".formatted(mine, sent.size());
      sent.add(base64(name.getBytes(StandardCharsets.US_ASCII)));
      Ask ask =
          Ask.of("PUT", container.address(blob, "comp=block&blockid=" + Ask.part(sent.getLast())))
              .carrying(Ask.Body.of(slice, cancelled), BYTES)
              .with("Content-MD5", md5(slice, cancelled));
      container.answer(ask).text();
    }
    commit(sent, md5);
  }

  /** Larger files have larger blocks; there is an end to their number. */
  static long blockLength(long bytes) {
    long least = (bytes + MOST_BLOCKS - 1) / MOST_BLOCKS;
    return Math.max(BLOCK, (least + (1 << 20) - 1) >> 20 << 20);
  }

  private void commit(List<String> sent, String md5) throws IOException {
    byte[] list =
        sent.stream()
            .map(name -> "<Latest>" + name + "</Latest>")
            .collect(
                Collectors.joining(
                    "", "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>", "</BlockList>"))
            .getBytes(StandardCharsets.UTF_8);
    Ask ask =
        Ask.of("PUT", container.address(blob, "comp=blocklist"))
            .carrying(Ask.Body.of(list), "application/xml")
            .with("Content-MD5", base64(digest().digest(list)))
            .with("x-ms-blob-content-md5", md5)
            .with("x-ms-blob-content-type", BYTES)
            .with("If-None-Match", "*");
    container.answer(kept(ask)).text();
  }

  /** The digest of a part of a file, as a header says it. */
  static String md5(Slice slice, BooleanSupplier cancelled) throws IOException {
    MessageDigest md5 = digest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = slice.open(cancelled)) {
      for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
        md5.update(buffer, 0, got);
      }
    }
    return base64(md5.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
