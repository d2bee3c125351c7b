package io.backstay.connectors.stores.webdav;

import io.backstay.connectors.stores.web.Ask;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where something is: the names that lead to it from the root of a server.
 *
 * @param names outermost first
 */
record Place(List<String> names) {

  /**
   * The place an address of a server leads to, whether it has the name of the server in it or not.
   *
   * @throws IOException when it is none
   */
  static Place of(String address) throws IOException {
    String path = address.replaceFirst("^[A-Za-z]+://[^/]*", "").replaceFirst("[?#].*", "");
    try {
      return new Place(
          Arrays.stream(path.split("/", -1))
              .filter(name -> !name.isEmpty())
              .map(name -> URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8))
              .toList());
    } catch (IllegalArgumentException e) {
      throw new IOException("the server says `" + address + "`, which is no address", e);
    }
  }

  /** Whether it lies directly in another one. */
  boolean isIn(Place other) {
    int depth = other.names.size();
    return names.size() == depth + 1 && names.subList(0, depth).equals(other.names);
  }

  /** Its own name; the root of a server has none. */
  String name() {
    return names.isEmpty() ? "" : names.getLast();
  }

  /**
   * The address of something below another address.
   *
   * @param base with a slash at its end
   * @param path names with slashes; with one at the end for a collection
   */
  static URI below(String base, String path) {
    return URI.create(
        base + Arrays.stream(path.split("/", -1)).map(Ask::part).collect(Collectors.joining("/")));
  }
}
