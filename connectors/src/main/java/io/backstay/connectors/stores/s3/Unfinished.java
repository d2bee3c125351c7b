package io.backstay.connectors.stores.s3;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Uploads that were begun and never became objects: nobody sees them, and they are paid for.
 *
 * @param client to look with
 * @param bucket where
 * @param log who is told when one may not look
 */
record Unfinished(S3Client client, String bucket, Consumer<String> log) {
  private static final int NOT_ALLOWED = 403;
  private static final int NOT_IMPLEMENTED = 501;

  /**
   * Removes those under a name.
   *
   * @return how many
   */
  int collect(String object) {
    try {
      List<String> begun =
          client.listMultipartUploads(r -> r.bucket(bucket).prefix(object)).uploads().stream()
              .filter(upload -> object.equals(upload.key()))
              .map(MultipartUpload::uploadId)
              .toList();
      begun.forEach(id -> abort(object, id));
      return begun.size();
    } catch (S3Exception e) {
      if (e.statusCode() != NOT_ALLOWED && e.statusCode() != NOT_IMPLEMENTED) {
        throw e;
      }
      log.accept(
          "uploads to `%s` that were never finished cannot be looked for (%s); allow"
                  .formatted(bucket, Trouble.code(e))
              + " s3:ListBucketMultipartUploads, or let a lifecycle rule abort them");
      return 0;
    }
  }

  private void abort(String object, String upload) {
    try {
      client.abortMultipartUpload(r -> r.bucket(bucket).key(object).uploadId(upload));
    } catch (NoSuchUploadException e) {
      // Somebody was faster, which is fine.
    }
  }
}
