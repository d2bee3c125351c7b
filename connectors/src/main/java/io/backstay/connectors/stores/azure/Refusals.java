package io.backstay.connectors.stores.azure;

import io.backstay.connectors.stores.web.Answer;
import io.backstay.connectors.stores.web.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why Azure refuses, and what can be done about it. */
final class Refusals {
  private static final Pattern MESSAGE = Pattern.compile("<Message>([^<\n]*)");
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final Set<String> THERE = Set.of("BlobAlreadyExists", "ConditionNotMet");
  private static final Set<String> KEPT =
      Set.of("BlobImmutableDueToPolicy", "BlobImmutableDueToLegalHold");

  private Refusals() {}

  /** The answer, when it is one of these; else what it refuses. */
  static Answer demand(Answer answer, Set<Integer> hoped) throws IOException {
    String why = answer.header("x-ms-error-code").orElse("");
    return answer.expect(hoped, (status, text) -> refused(status, why, text));
  }

  /** Of what is said only the first line is meant for people. */
  private static RefusedException refused(int status, String why, byte[] text) {
    Matcher said = MESSAGE.matcher(new String(text, StandardCharsets.UTF_8));
    String message = said.find() ? said.group(1).strip() : "";
    return why.equals("Md5Mismatch")
        ? RefusedException.passing(status, message)
        : new RefusedException(status, why, message);
  }

  /** Whether there is a blob, when there must be none. */
  static boolean isThere(RefusedException e) {
    return THERE.contains(e.why());
  }

  /** Whether there is no blob, in a container that is there. */
  static boolean isMissing(RefusedException e) {
    return e.status() == NOT_FOUND && e.why().equals("BlobNotFound");
  }

  /** What to do about a refusal. */
  static Optional<String> help(AzureStore store, RefusedException e) {
    String container = store.params().container();
    if (KEPT.contains(e.why())) {
      return Optional.of(
          "the container keeps it until its retention ends or its legal hold is lifted; let"
              + " `retention` keep sets at least as long");
    }
    if (e.why().equals("BlobArchived")) {
      return Optional.of(
          "it lies in the archive: bring it back in Azure first, then run this again");
    }
    if (e.why().equals("AuthenticationFailed")) {
      return Optional.of(
          "see that `account` and its key or signature are right and have not expired, and that the"
              + " clock of this host is");
    }
    if (e.status() == FORBIDDEN) {
      return Optional.of(
          "let the signature read, create, write, delete and list in `"
              + container
              + "`, and the network of the account let this host in");
    }
    return e.status() == NOT_FOUND
        ? Optional.of(
            "create the container `"
                + container
                + "`, or see that `container` and `account` are"
                + " right")
        : Optional.empty();
  }
}
