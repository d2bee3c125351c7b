package io.backstay.connectors.stores.azure;

import io.backstay.connectors.stores.web.Answer;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.connectors.stores.web.Patience;
import io.backstay.connectors.stores.web.RefusedException;
import io.backstay.spi.Look;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The requests that a container answers. */
final class Container {
  private static final Set<Integer> OK = Set.of(200, 201, 202, 206);

  private final Patience patience;
  private final Signing signing;
  private final String address;

  Container(AzureStore store, Look look) {
    this.patience = new Patience(look::cancelled);
    this.signing = new Signing(store.params(), look);
    this.address = store.server() + "/" + store.params().container();
  }

  /** A page of a listing. */
  Listing list(String prefix, String marker, int most) throws IOException {
    String query =
        "?restype=container&comp=list&maxresults=%d%s%s"
            .formatted(most, parameter("prefix", prefix), parameter("marker", marker));
    Ask ask = Ask.of("GET", URI.create(address + query));
    return patience.until(() -> Listing.of(once(ask).text()));
  }

  private static String parameter(String name, String value) {
    return value.isEmpty() ? "" : "&" + name + "=" + Ask.part(value);
  }

  /** What is known of a blob; there are only headers. */
  Optional<Answer> find(String blob) throws IOException {
    try {
      Answer found = answer(Ask.of("HEAD", address(blob, "")));
      found.text();
      return Optional.of(found);
    } catch (RefusedException e) {
      if (Refusals.isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The bytes of a blob. */
  Answer content(String blob) throws IOException {
    return answer(Ask.of("GET", address(blob, "")));
  }

  /** Those from a byte on, of the very same blob. */
  Answer content(String blob, long at, String tag) throws IOException {
    return answer(
        Ask.of("GET", address(blob, "")).with("Range", "bytes=" + at + "-").with("If-Match", tag));
  }

  /** Deletes a blob; what is not there is fine. */
  void delete(String blob) throws IOException {
    try {
      answer(Ask.of("DELETE", address(blob, "")).with("x-ms-delete-snapshots", "include")).text();
    } catch (RefusedException e) {
      if (!Refusals.isMissing(e)) {
        throw e;
      }
    }
  }

  /**
   * Where a blob is.
   *
   * @param query empty, or what comes behind a question mark
   */
  URI address(String blob, String query) {
    String path =
        Arrays.stream(blob.split("/", -1)).map(Ask::part).collect(Collectors.joining("/"));
    return URI.create(address + "/" + path + (query.isEmpty() ? "" : "?" + query));
  }

  /** What is answered, when it is what was asked for. */
  Answer answer(Ask ask) throws IOException {
    return patience.until(() -> once(ask));
  }

  private Answer once(Ask ask) throws IOException {
    return Refusals.demand(Answer.to(signing.signed(ask)), OK);
  }
}
