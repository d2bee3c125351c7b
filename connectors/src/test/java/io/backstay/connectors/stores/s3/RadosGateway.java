package io.backstay.connectors.stores.s3;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Ceph's own S3 server in a container, which knows versions and locks. */
public final class RadosGateway implements AutoCloseable {
  private static final int PORT = 7480;

  private final GenericContainer<?> container =
      new GenericContainer<>(DockerImageName.parse("debian-radosgw:18"))
          .withEnv("RGW_ACCESS_KEY", S3Server.ACCESS)
          .withEnv("RGW_SECRET_KEY", S3Server.SECRET)
          .withExposedPorts(PORT);

  /** Somebody who asks for what the store under test does not. */
  public final S3Client client;

  /** One that runs. */
  public RadosGateway() {
    container.start();
    client =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(S3Server.ACCESS, S3Server.SECRET)))
            .build();
  }

  /** Makes a bucket. */
  public void bucket(String name) {
    client.createBucket(r -> r.bucket(name));
  }

  /** Makes one that keeps what is deleted or replaced. */
  public void versioned(String name) {
    bucket(name);
    client.putBucketVersioning(
        r -> r.bucket(name).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
  }

  /** Makes one that keeps everything for a day, whoever asks. */
  public void locked(String name, ObjectLockRetentionMode mode) {
    client.createBucket(r -> r.bucket(name).objectLockEnabledForBucket(true));
    client.putObjectLockConfiguration(
        r ->
            r.bucket(name)
                .objectLockConfiguration(
                    lock ->
                        lock.objectLockEnabled(ObjectLockEnabled.ENABLED)
                            .rule(rule -> rule.defaultRetention(d -> d.mode(mode).days(1)))));
  }

  /** All that a bucket still has, hidden or not. */
  public List<ObjectVersion> versions(String bucket) {
    return client.listObjectVersions(r -> r.bucket(bucket)).versions();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), container.getMappedPort(PORT));
  }

  /** Where clients go. */
  public URI endpoint() {
    return S3Server.endpoint(address().getPort());
  }

  @Override
  public void close() {
    container.stop();
  }
}
