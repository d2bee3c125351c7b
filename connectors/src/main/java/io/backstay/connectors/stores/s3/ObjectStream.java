package io.backstay.connectors.stores.s3;

import io.backstay.connectors.stores.SteadyStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object, as one connection brings them.
 *
 * @param in the answer
 */
record ObjectStream(ResponseInputStream<GetObjectResponse> in) implements SteadyStream.Arriving {

  static InputStream open(S3Client client, String bucket, String object) {
    ResponseInputStream<GetObjectResponse> first =
        client.getObject(r -> r.bucket(bucket).key(object));
    String version = first.response().eTag();
    return new SteadyStream(
        first.response().contentLength(),
        new ObjectStream(first),
        at -> from(at, client, bucket, object, version));
  }

  private static ObjectStream from(
      long at, S3Client client, String bucket, String object, String version) throws IOException {
    try {
      return new ObjectStream(
          client.getObject(
              r -> r.bucket(bucket).key(object).range("bytes=" + at + "-").ifMatch(version)));
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    try {
      return in.read(into, from, most);
    } catch (UncheckedIOException | SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void end(boolean all) throws IOException {
    if (all) {
      in.close();
    } else {
      in.abort(); // what nobody wants is not fetched
    }
  }
}
