package io.backstay.connectors.stores.s3;

import io.backstay.spi.Look;
import io.backstay.spi.Secret;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Makes clients. They hold nothing that has to be given back: connections belong to the machine's
 * own HTTP client, and are used one at a time.
 */
final class Connecting {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private Connecting() {}

  static S3Client client(S3Type.Params params, Look look) {
    Optional<Region> region = region(params);
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .credentialsProvider(credentials(params, look))
            .region(region.orElse(Region.US_EAST_1))
            .crossRegionAccessEnabled(region.isEmpty())
            // Digests are ours, in headers every server knows.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(how -> how.chunkedEncodingEnabled(false))
            .overrideConfiguration(how -> how.retryStrategy(patience()));
    if (params.endpoint() != null) {
      builder.endpointOverride(params.endpoint());
    }
    Boolean pathStyle = params.pathStyle();
    builder.forcePathStyle(pathStyle == null ? params.endpoint() != null : pathStyle);
    return builder.build();
  }

  /** Everything that is asked for may be asked for again; a broken connection is reason enough. */
  private static RetryStrategy patience() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .retryOnException(UncheckedIOException.class)
        .build();
  }

  /** Empty when nobody says: then the bucket tells where it is. */
  private static Optional<Region> region(S3Type.Params params) {
    if (params.region() != null) {
      return Optional.of(Region.of(params.region()));
    }
    if (params.endpoint() != null) {
      return Optional.of(Region.US_EAST_1);
    }
    try {
      return Optional.ofNullable(
          new AwsRegionProviderChain(
                  new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
              .getRegion());
    } catch (SdkClientException nobody) {
      return Optional.empty();
    }
  }

  /** The values are looked up for each request, and not kept. */
  private static AwsCredentialsProvider credentials(S3Type.Params params, Look look) {
    Secret access = params.accessKey();
    Secret secret = params.secretKey();
    return access == null || secret == null
        ? DefaultCredentialsProvider.builder().build()
        : () ->
            AwsBasicCredentials.create(look.reveal(access).strip(), look.reveal(secret).strip());
  }
}
