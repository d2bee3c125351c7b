package io.backstay.connectors.stores.gcs;

import static io.backstay.connectors.stores.BucketWords.demand;

import io.backstay.connectors.stores.BucketWords;
import io.backstay.spi.Doc;
import io.backstay.spi.Prefix;
import io.backstay.spi.Primary;
import io.backstay.spi.Secret;
import io.backstay.spi.Store;
import io.backstay.spi.StoreType;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The store {@code gcs}. */
@Doc(
    "A bucket of Google Cloud Storage, over its JSON API. An object appears when all of it has"
        + " arrived, and only if there is none of that name yet; Google compares its CRC32C and MD5"
        + " with what was sent, and its answer is compared once more. Where the connection breaks,"
        + " sending goes on at the byte that has arrived; an upload that nobody finishes is seen by"
        + " nobody, and Google forgets it after a week. In a bucket with soft delete or versions a"
        + " deleted set is hidden at once, and its bytes stay, and are paid for, until the time"
        + " that the bucket sets has passed. It was tested against a server of the tests that"
        + " holds requests to what Google documents, and not against Google itself.")
public final class GcsType implements StoreType<GcsType.Params> {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");
  private static final Pattern STORAGE_CLASS = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final Pattern KEY =
      Pattern.compile("projects/[^/\\s]+/locations/[^/\\s]+/keyRings/[^/\\s]+/cryptoKeys/[^/\\s]+");

  /**
   * Parameters, in the words of Cloud Storage.
   *
   * @param bucket name of the bucket
   * @param prefix what all names of the store begin with
   * @param credentials who asks, and what proves it
   * @param endpoint of another server than Google's public one
   * @param storageClass of what is stored
   * @param kmsKey what the server encrypts with
   */
  public record Params(
      @Primary @Doc(value = "Name of the bucket, which has to exist.", example = "shop-backups")
          String bucket,
      @Doc(
              value =
                  "What the names of all objects begin with; several stores may share a bucket."
                      + " From the slash before `${run.…}` on it is each run's own, and sets are"
                      + " looked for below what comes before that.",
              example = "production/")
          @Nullable Prefix prefix,
      @Doc(
              value =
                  "Key of a service account, the text of its JSON file. It needs the role Storage"
                      + " Object User for the bucket. Without one it is looked for where Google's"
                      + " programs look: the file that `GOOGLE_APPLICATION_CREDENTIALS` names, that"
                      + " of `gcloud auth application-default login`, the account of the machine."
                      + " HMAC keys and workload identity federation are not taken.",
              example = "${secrets.gcs-key}")
          @Nullable Secret credentials,
      @Doc(
              value = "Address of another server than `https://storage.googleapis.com`.",
              example = "https://storage-backups.p.googleapis.com")
          @Nullable URI endpoint,
      @Doc(
              value =
                  "Storage class of the artifacts, such as `NEARLINE`. What is read at every run"
                      + " stays in the bucket's own class.",
              example = "NEARLINE")
          @Nullable String storageClass,
      @Doc(
              value = "Key of Cloud KMS that is taken in place of the bucket's own.",
              example = "projects/shop/locations/europe/keyRings/backups/cryptoKeys/sets")
          @Nullable String kmsKey) {

    /** Refuses what no bucket could be. */
    public Params {
      demand(BUCKET.matcher(bucket).matches(), "bucket", "`" + bucket + "` is no bucket's name");
      BucketWords.demandPrefix(prefix);
      BucketWords.demandEndpoint(endpoint);
      demand(
          storageClass == null || STORAGE_CLASS.matcher(storageClass).matches(),
          "storage-class",
          "`" + storageClass + "` is no storage class");
      demand(
          kmsKey == null || KEY.matcher(kmsKey).matches(),
          "kms-key",
          "`kms-key` is `projects/…/locations/…/keyRings/…/cryptoKeys/…`");
    }
  }

  @Override
  public String name() {
    return "gcs";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Store store(String name, Params params) {
    return new GcsStore(name, params);
  }
}
