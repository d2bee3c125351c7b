package io.backstay.connectors.stores.s3;

import static io.backstay.connectors.stores.s3.Piece.base64;
import static io.backstay.connectors.stores.s3.Piece.hex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Sends a file that becomes an object when all of it has arrived, and only if there is none yet.
 *
 * @param client to send with
 * @param keeping how it is kept
 * @param object its name in the bucket
 * @param cancelled whether nobody wants it any more
 */
record Upload(S3Client client, Keeping keeping, String object, BooleanSupplier cancelled) {
  private static final long PART = 16L << 20;
  private static final long MOST_PARTS = 10_000;
  private static final String ABSENT = "*";
  private static final int NOT_IMPLEMENTED = 501;
  private static final Set<Integer> ANSWERED_BEFORE = Set.of(404, 412);

  /**
   * Sends it.
   *
   * @return whether that took several parts
   */
  boolean send(Path file) throws IOException {
    long bytes = Files.size(file);
    if (bytes <= PART) {
      whole(Piece.of(file, 0, bytes));
      return false;
    }
    inParts(file, bytes);
    return true;
  }

  private void whole(Piece piece) {
    ifAbsent(
        piece.md5(),
        condition -> {
          PutObjectResponse kept =
              client.putObject(
                  r ->
                      keeping
                          .how(r.bucket(keeping.bucket()).key(object), object)
                          .ifNoneMatch(condition)
                          .contentMD5(base64(piece.md5()))
                          .checksumSHA256(base64(piece.sha256())),
                  piece.body(cancelled));
          new Kept(kept.eTag(), kept.checksumSHA256(), kept.serverSideEncryption())
              .demand("`" + object + "`", piece.md5(), base64(piece.sha256()));
        });
  }

  /**
   * A server that knows no conditions has been asked before whether the object is there; and one
   * whose answer was lost is asked again, and has it then.
   *
   * @param tag what the object is known by
   * @param send sends it on a condition
   */
  private void ifAbsent(String tag, Consumer<@Nullable String> send) {
    try {
      send.accept(ABSENT);
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_IMPLEMENTED) {
        send.accept(null);
      } else if (!ANSWERED_BEFORE.contains(e.statusCode()) || !isThere(tag)) {
        throw e;
      }
    }
  }

  private boolean isThere(String tag) {
    try {
      String there = client.headObject(r -> r.bucket(keeping.bucket()).key(object)).eTag();
      return there != null && there.replace("\"", "").equalsIgnoreCase(tag);
    } catch (S3Exception e) {
      return false;
    }
  }

  private void inParts(Path file, long bytes) throws IOException {
    String upload =
        client
            .createMultipartUpload(
                r ->
                    keeping
                        .how(r.bucket(keeping.bucket()).key(object), object)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256))
            .uploadId();
    boolean complete = false;
    try {
      complete(upload, parts(upload, file, bytes));
      complete = true;
    } finally {
      if (!complete) {
        abort(upload);
      }
    }
  }

  private record Sent(Piece piece, CompletedPart part) {}

  private List<Sent> parts(String upload, Path file, long bytes) throws IOException {
    long length = partLength(bytes);
    List<Sent> sent = new ArrayList<>();
    for (long from = 0; from < bytes; from += length) {
      Piece piece = Piece.of(file, from, Math.min(length, bytes - from));
      sent.add(new Sent(piece, send(upload, sent.size() + 1, piece)));
    }
    return sent;
  }

  /** Larger files have larger parts; there is an end to their number. */
  static long partLength(long bytes) {
    long least = (bytes + MOST_PARTS - 1) / MOST_PARTS;
    return Math.max(PART, (least + (1 << 20) - 1) >> 20 << 20);
  }

  private CompletedPart send(String upload, int number, Piece piece) {
    UploadPartResponse kept =
        client.uploadPart(
            r ->
                r.bucket(keeping.bucket())
                    .key(object)
                    .uploadId(upload)
                    .partNumber(number)
                    .contentMD5(base64(piece.md5()))
                    .checksumSHA256(base64(piece.sha256())),
            piece.body(cancelled));
    new Kept(kept.eTag(), kept.checksumSHA256(), kept.serverSideEncryption())
        .demand("part %d of `%s`".formatted(number, object), piece.md5(), base64(piece.sha256()));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(kept.eTag())
        .checksumSHA256(kept.checksumSHA256())
        .build();
  }

  private void complete(String upload, List<Sent> sent) {
    List<CompletedPart> parts = sent.stream().map(Sent::part).toList();
    String tag = ofAll(sent, "MD5", Piece::md5) + "-" + parts.size();
    boolean digests = parts.stream().allMatch(part -> part.checksumSHA256() != null);
    String digest =
        digests ? base64(ofAll(sent, "SHA-256", Piece::sha256)) + "-" + parts.size() : null;
    ifAbsent(
        tag,
        condition -> {
          CompleteMultipartUploadResponse kept =
              client.completeMultipartUpload(
                  r ->
                      r.bucket(keeping.bucket())
                          .key(object)
                          .uploadId(upload)
                          .ifNoneMatch(condition)
                          .multipartUpload(m -> m.parts(parts)));
          new Kept(kept.eTag(), kept.checksumSHA256(), kept.serverSideEncryption())
              .demand("`" + object + "`", tag, digest);
        });
  }

  /** The digest of an object of parts is the digest of their digests. */
  private static String ofAll(List<Sent> sent, String algorithm, Function<Piece, String> each) {
    MessageDigest all = Piece.digest(algorithm);
    sent.forEach(part -> all.update(HexFormat.of().parseHex(each.apply(part.piece()))));
    return hex(all.digest());
  }

  /** What cannot be taken back now is collected with the key. */
  private void abort(String upload) {
    try {
      client.abortMultipartUpload(r -> r.bucket(keeping.bucket()).key(object).uploadId(upload));
    } catch (SdkException | UncheckedIOException e) {
      // Whoever deletes the key tries again.
    }
  }
}
