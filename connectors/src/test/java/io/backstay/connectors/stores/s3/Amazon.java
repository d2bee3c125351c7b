package io.backstay.connectors.stores.s3;

import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What Amazon has and the server of the tests has not: it is told how to encrypt and where to keep
 * what it is given, says so, and gives nothing out of cold storage. It encrypts nothing.
 */
final class Amazon implements InvocationHandler {
  private static final int FORBIDDEN = 403;

  private final BlobStore objects;
  private final Map<String, PutObjectRequest> given = new ConcurrentHashMap<>();

  Amazon(BlobStore objects) {
    this.objects = objects;
  }

  /** The same objects, kept like that. */
  BlobStore store() {
    Class<?>[] types = {BlobStore.class};
    return (BlobStore) Proxy.newProxyInstance(BlobStore.class.getClassLoader(), types, this);
  }

  /** How an object was given; of one that is gone, how it was. */
  Optional<PutObjectRequest> given(String bucket, String name) {
    return Optional.ofNullable(given.get(bucket + "/" + name));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("supportsServerSideEncryption")) {
      return true;
    }
    if (method.getName().equals("putBlob")) {
      return put((PutObjectRequest) arguments[0], (InputStream) arguments[1]);
    }
    if (method.getName().equals("getBlob") && arguments[0] instanceof GetObjectRequest get) {
      refuseWhatIsCold(get);
    }
    try {
      return method.invoke(objects, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private PutObjectResponse put(PutObjectRequest request, InputStream content) {
    given.put(request.bucket() + "/" + request.key(), request);
    PutObjectRequest plain = request.toBuilder().serverSideEncryption((String) null).build();
    return objects.putBlob(plain, content).toBuilder()
        .serverSideEncryption(request.serverSideEncryptionAsString())
        .build();
  }

  private void refuseWhatIsCold(GetObjectRequest get) {
    given(get.bucket(), get.key())
        .filter(put -> "DEEP_ARCHIVE".equals(put.storageClassAsString()))
        .ifPresent(
            cold -> {
              throw S3Exception.builder()
                  .statusCode(FORBIDDEN)
                  .awsErrorDetails(
                      AwsErrorDetails.builder()
                          .errorCode("InvalidObjectState")
                          .errorMessage("not valid for the object's storage class")
                          .build())
                  .build();
            });
  }
}
