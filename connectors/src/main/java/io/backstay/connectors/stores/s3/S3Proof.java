package io.backstay.connectors.stores.s3;

import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Proves that a bucket can be written, with an object of one byte that is removed again, or hidden
 * where that is all a bucket allows.
 */
final class S3Proof {
  private static final byte[] ONE_BYTE = new byte[1];

  private final S3Reader reader;
  private final String object;

  S3Proof(S3Store store, Look look) {
    this.reader = new S3Reader(store, look);
    this.object = store.prefix() + ".backstay/" + UUID.randomUUID() + ".proof";
  }

  Finding finding() {
    String where = reader.store.says();
    try {
      PutObjectResponse put = reader.trouble.asked("R724", "cannot write to " + where, this::write);
      boolean removed =
          reader.trouble.asked(
              "R725",
              "`" + object + "` was written as a proof and cannot be removed",
              () -> remove(put));
      return Finding.ok(
          where
              + " writable: an object of one byte was written and "
              + (removed ? "removed" : "hidden; the bucket keeps it until its retention ends"));
    } catch (Failure failure) {
      String help = failure.help();
      return Finding.fail(
          failure.message(), help == null ? "See that it may be written and deleted there." : help);
    }
  }

  private PutObjectResponse write() {
    return reader.client.putObject(
        r -> Keeping.in(reader.store).how(r.bucket(reader.bucket).key(object), object),
        RequestBody.fromBytes(ONE_BYTE));
  }

  /**
   * Where versions are kept, that very version, so that nothing of it stays; unless it is locked.
   *
   * @return whether it is gone
   */
  private boolean remove(PutObjectResponse put) {
    try {
      reader.client.deleteObject(
          r -> r.bucket(reader.bucket).key(object).versionId(put.versionId()));
      return true;
    } catch (S3Exception e) {
      if (!Locks.hold(e)) {
        throw e;
      }
      reader.client.deleteObject(r -> r.bucket(reader.bucket).key(object));
      return false;
    }
  }
}
