package io.backstay.connectors.stores.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstay.connectors.stores.web.Answer;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.connectors.stores.web.Patience;
import io.backstay.connectors.stores.web.RefusedException;
import io.backstay.spi.Look;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The requests that a bucket answers. */
final class Bucket {
  private static final URI GOOGLE = URI.create("https://storage.googleapis.com");
  private static final Set<Integer> OK = Set.of(200, 201, 204, 206);
  private static final String FIELDS = "name,size,crc32c,md5Hash,generation,metadata";

  final Patience patience;
  private final String server;
  private final String bucket;
  private final @Nullable String kmsKey;
  private final Tokens tokens;

  Bucket(GcsStore store, Look look) {
    URI endpoint = Objects.requireNonNullElse(store.params().endpoint(), GOOGLE);
    this.server = endpoint.toString().replaceAll("/+$", "");
    this.bucket = "/b/" + Ask.part(store.params().bucket()) + "/o";
    this.kmsKey = store.params().kmsKey();
    this.tokens = new Tokens(store, look, System.getenv());
    this.patience = new Patience(look::cancelled);
  }

  /** A page of a listing. */
  JsonNode list(String prefix, String page, int most) throws IOException {
    String query =
        "?fields=nextPageToken,items(name,size)&maxResults=%d&prefix=%s%s"
            .formatted(
                most, Ask.part(prefix), page.isEmpty() ? "" : "&pageToken=" + Ask.part(page));
    return json(Ask.of("GET", URI.create(server + "/storage/v1" + bucket + query)));
  }

  /** What is known of an object. */
  Optional<JsonNode> find(String object) throws IOException {
    try {
      return Optional.of(json(Ask.of("GET", address(object, "?fields=" + FIELDS))));
    } catch (RefusedException e) {
      return missing(object, e);
    }
  }

  /** The same answer is given for a bucket that does not exist, but not to a listing. */
  private <T> Optional<T> missing(String object, RefusedException e) throws IOException {
    if (e.status() != Refusals.NOT_FOUND) {
      throw e;
    }
    list(object, "", 1);
    return Optional.empty();
  }

  /**
   * The bytes of an object.
   *
   * @param at from which on
   * @param generation of the very same object; null for the newest
   */
  Answer content(String object, long at, @Nullable String generation) throws IOException {
    String which = generation == null ? "" : "&generation=" + Ask.part(generation);
    Ask ask = Ask.of("GET", address(object, "?alt=media" + which));
    return answer(at == 0 ? ask : ask.with("Range", "bytes=" + at + "-"));
  }

  /**
   * Deletes an object; what is not there is fine.
   *
   * @param generation only that one; null for the newest
   */
  void delete(String object, @Nullable String generation) throws IOException {
    String which = generation == null ? "" : "?generation=" + Ask.part(generation);
    try {
      answer(Ask.of("DELETE", address(object, which))).text();
    } catch (RefusedException e) {
      missing(object, e);
    }
  }

  /**
   * Where an object is sent.
   *
   * @param how the kind of upload
   * @param onlyNew whether there must be none yet
   */
  URI upload(String object, String how, boolean onlyNew) {
    String key = kmsKey == null ? "" : "&kmsKeyName=" + Ask.part(kmsKey);
    return URI.create(
        "%s/upload/storage/v1%s?uploadType=%s&name=%s%s%s&fields=%s"
            .formatted(
                server,
                bucket,
                how,
                Ask.part(object),
                onlyNew ? "&ifGenerationMatch=0" : "",
                key,
                FIELDS));
  }

  private URI address(String object, String query) {
    return URI.create(server + "/storage/v1" + bucket + "/" + Ask.part(object) + query);
  }

  /** What is answered, as JSON. */
  JsonNode json(Ask ask) throws IOException {
    return patience.until(() -> Refusals.json(once(ask).text()));
  }

  /** What is answered, when it is what was asked for. */
  Answer answer(Ask ask) throws IOException {
    return patience.until(() -> once(ask));
  }

  private Answer once(Ask ask) throws IOException {
    return Answer.to(ask.with("Authorization", "Bearer " + tokens.token()))
        .expect(OK, Refusals::of);
  }
}
