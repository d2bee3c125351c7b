package io.backstay.connectors.stores.s3;

import io.backstay.spi.Failure;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a server says when it refuses, or does not say, and what can be done about it.
 *
 * @param store which
 */
record Trouble(S3Store store) {
  private static final Set<String> NOT_KNOWN =
      Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken");
  private static final Set<String> ELSEWHERE =
      Set.of(
          "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException");
  private static final Set<String> PASSING = Set.of("SlowDown", "RequestTimeout", "BadDigest");
  private static final String NO_CREDENTIALS = "Unable to load credentials";

  /**
   * Asks for something.
   *
   * @param code of the failure it ends in when the server refuses
   * @param what could not be done then
   */
  <T> T asked(String code, String what, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException | UncheckedIOException e) {
      throw failure(code, what, e);
    }
  }

  /**
   * The failure a refusal means.
   *
   * @param e of the SDK, or of the connection below it
   */
  Failure failure(String code, String what, RuntimeException e) {
    return e instanceof AwsServiceException answer
        ? refused(code, what, answer)
        : unreached(code, what, e);
  }

  private Failure refused(String code, String what, AwsServiceException e) {
    String why = code(e);
    String said =
        Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorMessage).orElse("");
    Failure failure =
        Failure.of(
                code,
                what + ": " + (why.isEmpty() ? "status " + e.statusCode() : why + ", " + said))
            .because(e);
    String help = help(why, e.statusCode());
    boolean passing = PASSING.contains(why) || e.statusCode() >= 500 || e.statusCode() == 429;
    Failure helped = help == null ? failure : failure.help(help);
    return passing ? helped.transientOne() : helped;
  }

  private @Nullable String help(String why, int status) {
    String bucket = store.params().bucket();
    if (why.equals("NoSuchBucket")) {
      return "create the bucket `" + bucket + "`, or see that `bucket` and `endpoint` are right";
    }
    if (NOT_KNOWN.contains(why)) {
      return "see that `access-key` and `secret-key` are right and have not expired";
    }
    if (ELSEWHERE.contains(why) || status == 301) {
      return "say `region:` as the bucket `" + bucket + "` has it";
    }
    if (why.equals("InvalidObjectState")) {
      return "it lies in an archive: bring it back in S3 first, then run this again";
    }
    if (why.equals("RequestTimeTooSkewed")) {
      return "set the clock of this host";
    }
    return status == 403
        ? "allow s3:ListBucket of `%s` and s3:GetObject, s3:PutObject, s3:DeleteObject and"
                .formatted(bucket)
            + " s3:AbortMultipartUpload of what is in it"
        : null;
  }

  private static Failure unreached(String code, String what, RuntimeException e) {
    String said = String.valueOf(e.getMessage());
    if (said.contains(NO_CREDENTIALS)) {
      return Failure.of(code, what + ": there are no credentials")
          .help("give `access-key` and `secret-key`, or set up an AWS profile or role")
          .because(e);
    }
    return Failure.of(code, what + ": " + root(e))
        .help("see that the address is right and that this host may reach it")
        .because(e)
        .transientOne();
  }

  /** Of a chain of causes the innermost says what happened. */
  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName().replace("Exception", "") + ", " + root.getMessage();
  }

  /** The server's word for why; empty when it gave none. */
  static String code(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
  }
}
