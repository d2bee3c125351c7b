package io.backstay.connectors.stores.s3;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Store;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads a bucket. */
class S3Reader implements Store.Reader {
  private static final int NOT_FOUND = 404;
  private static final int AT_ONCE = 8;

  final S3Store store;
  final String bucket;
  final Trouble trouble;
  final S3Client client;

  S3Reader(S3Store store, Look look) {
    this.store = store;
    this.bucket = store.params().bucket();
    this.trouble = new Trouble(store);
    this.client = Connecting.client(store.params(), look);
  }

  /** The name a key has in the bucket. */
  final String object(String key) {
    KeyNames.of(key);
    return store.prefix() + key;
  }

  /** One request that shows whether the bucket is there and may be listed. */
  final void glance() {
    trouble.asked(
        "R722",
        "cannot list " + store.says(),
        () -> client.listObjectsV2(r -> r.bucket(bucket).prefix(store.prefix()).maxKeys(1)));
  }

  @Override
  public final List<Store.Stored> list(String prefix) {
    List<Store.Stored> found = new ArrayList<>();
    String next = null;
    do {
      ListObjectsV2Response page = page(prefix, next);
      page.contents().forEach(object -> add(object, found));
      next = page.nextContinuationToken();
      if (Boolean.TRUE.equals(page.isTruncated()) && next == null) {
        throw Failure.of("R722", "the listing of " + store.says() + " breaks off");
      }
    } while (next != null);
    found.sort(Comparator.comparing(Store.Stored::key));
    return List.copyOf(found);
  }

  private ListObjectsV2Response page(
      String prefix, @org.jspecify.annotations.Nullable String from) {
    return trouble.asked(
        "R722",
        "cannot list all of " + store.says(),
        () ->
            client.listObjectsV2(
                r -> r.bucket(bucket).prefix(store.prefix() + prefix).continuationToken(from)));
  }

  /** What others have put there under a name that is no key is theirs. */
  private void add(S3Object object, List<Store.Stored> found) {
    String key = object.key().substring(store.prefix().length());
    if (KeyNames.isKey(key)) {
      found.add(new Store.Stored(key, object.size()));
    }
  }

  @Override
  public final Optional<Store.Stored> stat(String key) {
    return head(key).map(found -> new Store.Stored(key, found.contentLength()));
  }

  /** What the server tells about an object. */
  final Optional<HeadObjectResponse> head(String key) {
    String object = object(key);
    return trouble.asked(
        "R720",
        "cannot look at `" + key + "` in " + store.says(),
        () -> {
          try {
            return Optional.of(client.headObject(r -> r.bucket(bucket).key(object)));
          } catch (S3Exception e) {
            if (e.statusCode() != NOT_FOUND) {
              throw e;
            }
            // The same answer, and no more words, is given for a bucket that does not exist.
            client.listObjectsV2(r -> r.bucket(bucket).prefix(object).maxKeys(1));
            return Optional.empty();
          }
        });
  }

  @Override
  public final InputStream open(String key) {
    String object = object(key);
    return trouble.asked(
        "R720",
        "cannot read `" + key + "` of " + store.says(),
        () -> ObjectStream.open(client, bucket, object));
  }

  @Override
  public final int atOnce() {
    return AT_ONCE;
  }

  @Override
  public final Optional<Path> local(String key) {
    return Optional.empty();
  }

  @Override
  public final Optional<Store.Space> space() {
    return Optional.empty();
  }

  /**
   * Told to who may ask for it: {@code s3:GetObjectRetention}. What is only governed can be deleted
   * by those who have the right to pass over it.
   */
  @Override
  public final Optional<Instant> lockedUntil(String key) {
    return head(key)
        .filter(found -> found.objectLockMode() == ObjectLockMode.COMPLIANCE)
        .map(HeadObjectResponse::objectLockRetainUntilDate);
  }
}
