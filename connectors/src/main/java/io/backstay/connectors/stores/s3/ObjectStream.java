package io.backstay.connectors.stores.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object. Where the connection breaks, reading goes on at that byte, of the very
 * same object; an end that comes early is an error.
 */
final class ObjectStream extends InputStream {
  private static final int TRIES = 3;

  private final S3Client client;
  private final String bucket;
  private final String object;
  private final String version;
  private final long length;
  private ResponseInputStream<GetObjectResponse> in;
  private long read;
  private int left = TRIES;

  private ObjectStream(
      S3Client client, String bucket, String object, ResponseInputStream<GetObjectResponse> in) {
    this.client = client;
    this.bucket = bucket;
    this.object = object;
    this.version = in.response().eTag();
    this.length = in.response().contentLength();
    this.in = in;
  }

  static ObjectStream open(S3Client client, String bucket, String object) {
    return new ObjectStream(
        client, bucket, object, client.getObject(r -> r.bucket(bucket).key(object)));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    while (read < length) {
      try {
        int got = in.read(into, from, most);
        if (got < 0) {
          throw new EOFException("ends after " + read + " of " + length + " bytes");
        }
        read += got;
        return got;
      } catch (IOException | UncheckedIOException | SdkException e) {
        goOn(e);
      }
    }
    return -1;
  }

  private void goOn(Exception broken) throws IOException {
    in.abort();
    if (left-- == 0) {
      throw new IOException("the connection broke " + (TRIES + 1) + " times", broken);
    }
    try {
      in =
          client.getObject(
              r -> r.bucket(bucket).key(object).range("bytes=" + read + "-").ifMatch(version));
    } catch (SdkException | UncheckedIOException e) {
      e.addSuppressed(broken);
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (read < length) {
      in.abort(); // what nobody wants is not fetched
    } else {
      in.close();
    }
  }
}
