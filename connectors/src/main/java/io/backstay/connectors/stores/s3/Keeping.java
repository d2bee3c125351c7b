package io.backstay.connectors.stores.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * How objects of a store are kept.
 *
 * @param bucket where
 * @param records what the names of our own records begin with; they are read at every run
 * @param params what the plan says
 */
record Keeping(String bucket, String records, S3Type.Params params) {

  static Keeping in(S3Store store) {
    return new Keeping(store.params().bucket(), store.prefix() + ".backstay/", store.params());
  }

  PutObjectRequest.Builder how(PutObjectRequest.Builder request, String object) {
    return request
        .storageClass(storageClass(object))
        .serverSideEncryption(params.serverSideEncryption())
        .ssekmsKeyId(params.kmsKey());
  }

  CreateMultipartUploadRequest.Builder how(
      CreateMultipartUploadRequest.Builder request, String object) {
    return request
        .storageClass(storageClass(object))
        .serverSideEncryption(params.serverSideEncryption())
        .ssekmsKeyId(params.kmsKey());
  }

  private @Nullable String storageClass(String object) {
    return object.startsWith(records) ? null : params.storageClass();
  }
}
