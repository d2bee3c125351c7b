package io.backstay.connectors.stores.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A server that speaks S3, checks signatures and digests, and keeps objects in memory. */
public final class S3Server implements AutoCloseable {
  /** Who may ask. */
  public static final String ACCESS = "backup-key";

  /** What proves it. */
  public static final String SECRET = "kept/by+nobody";

  private final BlobStore objects = new TransientNio2BlobStore();
  private final Amazon amazon = new Amazon(objects);
  private final S3Proxy server;

  /** One that runs. */
  public S3Server() {
    server =
        S3Proxy.builder()
            .blobStore(amazon.store())
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS, SECRET)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    AccessGrant granted = new AccessGrant(SECRET, amazon.store());
    server.setBlobStoreLocator((who, bucket, object) -> ACCESS.equals(who) ? granted : null);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a bucket. */
  public void bucket(String name) {
    objects.createContainer(name);
  }

  /** What it keeps, behind its back. */
  public BlobStore objects() {
    return objects;
  }

  /** The names of what a bucket has below a prefix. */
  public List<String> names(String bucket, String prefix) {
    ListObjectsV2Request all = ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).build();
    return objects.list(all).contents().stream().map(S3Object::key).toList();
  }

  /** What an object holds. */
  public byte[] content(String bucket, String name) throws IOException {
    try (InputStream content = objects.getBlob(bucket, name)) {
      return content.readAllBytes();
    }
  }

  /** How it was asked to encrypt an object; empty when it was not. */
  public String encryption(String bucket, String name) {
    return amazon
        .given(bucket, name)
        .map(PutObjectRequest::serverSideEncryptionAsString)
        .orElse("");
  }

  /** In which class it was asked to keep an object; empty when it was not. */
  public String storageClass(String bucket, String name) {
    return amazon.given(bucket, name).map(PutObjectRequest::storageClassAsString).orElse("");
  }

  /** Loses an object. */
  public void remove(String bucket, String name) {
    objects.removeBlob(bucket, name);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
  }

  /** Where clients go. */
  public URI endpoint() {
    return endpoint(server.getPort());
  }

  /** The same behind something that listens on this host. */
  public static URI endpoint(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
