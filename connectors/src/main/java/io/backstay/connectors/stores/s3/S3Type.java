package io.backstay.connectors.stores.s3;

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

/** The store {@code s3}. */
@Doc(
    "A bucket of Amazon S3, or of a server that speaks as it does (Ceph, MinIO, R2, B2 and others)."
        + " An object appears when all of it has arrived, digests are checked on the way, and what"
        + " was begun and not finished is removed. In a bucket that keeps versions a deleted set is"
        + " hidden at once, and its bytes stay until a lifecycle rule removes them, which it cannot"
        + " before their retention ends. The retention a bucket gives what is put there is shown in"
        + " the evidence of drills when it is of the mode `COMPLIANCE`; what is only governed can be"
        + " deleted by those who may pass over it. Tested against Ceph 18, with versions and locks,"
        + " and against S3Proxy.")
public final class S3Type implements StoreType<S3Type.Params> {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]*");
  private static final Pattern STORAGE_CLASS = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final String KMS = "aws:kms";

  /**
   * Parameters, in the words of S3.
   *
   * @param bucket name of the bucket
   * @param prefix what all names of the store begin with
   * @param region of the bucket
   * @param endpoint of another server than Amazon's
   * @param pathStyle whether the bucket stands in the path of an address
   * @param accessKey who asks
   * @param secretKey what proves it
   * @param storageClass of what is stored
   * @param serverSideEncryption how the server encrypts
   * @param kmsKey with which key
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
                  "Region of the bucket. Otherwise that of the environment or of the AWS profile,"
                      + " and if there is none either, the bucket is asked for it.",
              example = "eu-central-1")
          @Nullable String region,
      @Doc(value = "Address of a server that is not Amazon's.", example = "https://s3.example.org")
          @Nullable URI endpoint,
      @Doc(
              value =
                  "Whether the bucket is part of the path and not of the host name; `true` with an"
                      + " `endpoint` unless it is said otherwise.",
              example = "true")
          @Nullable Boolean pathStyle,
      @Doc(
              value =
                  "Access key. Without one it is looked for where AWS programs look: environment,"
                      + " profile, role of the machine.",
              example = "${secrets.s3-access-key}")
          @Nullable Secret accessKey,
      @Doc(
              value = "The secret that goes with the access key.",
              example = "${secrets.s3-secret-key}")
          @Nullable Secret secretKey,
      @Doc(
              value =
                  "Storage class of the artifacts, such as `STANDARD_IA`. What is read at every run"
                      + " stays in the bucket's own class. Of `GLACIER` and `DEEP_ARCHIVE` nothing"
                      + " can be fetched or verified before it is brought back in S3.",
              example = "STANDARD_IA")
          @Nullable String storageClass,
      @Doc(
              value = "How the server encrypts what it keeps: `AES256` or `aws:kms`.",
              example = "aws:kms")
          @Nullable String serverSideEncryption,
      @Doc(
              value = "Key that `aws:kms` takes instead of the account's own.",
              example = "alias/backups")
          @Nullable String kmsKey) {

    /** Refuses what no bucket could be, and what contradicts itself. */
    public Params {
      demand(BUCKET.matcher(bucket).matches(), "bucket", "`" + bucket + "` is no bucket's name");
      BucketWords.demandPrefix(prefix);
      demand(
          region == null || REGION.matcher(region).matches(),
          "region",
          "`" + region + "` is no region");
      BucketWords.demandEndpoint(endpoint);
      demand(
          (accessKey == null) == (secretKey == null),
          accessKey == null ? "secret-key" : "access-key",
          "`access-key` and `secret-key` go together");
      demand(
          storageClass == null || STORAGE_CLASS.matcher(storageClass).matches(),
          "storage-class",
          "`" + storageClass + "` is no storage class");
      String sse = serverSideEncryption;
      demand(
          sse == null || sse.equals("AES256") || sse.equals(KMS),
          "server-side-encryption",
          "`server-side-encryption` is `AES256` or `aws:kms`");
      demand(
          kmsKey == null || (!kmsKey.isBlank() && KMS.equals(sse)),
          "kms-key",
          "`kms-key` needs `server-side-encryption: aws:kms`");
    }
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Store store(String name, Params params) {
    return new S3Store(name, params);
  }
}
