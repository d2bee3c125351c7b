package io.backstay.connectors.stores;

import io.backstay.spi.Prefix;
import io.backstay.spi.Refusal;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What plans say of stores that keep objects under names. */
public final class BucketWords {
  private BucketWords() {}

  /** Refuses what names of objects could not begin with. */
  public static void demandPrefix(@Nullable Prefix prefix) {
    demand(
        prefix == null || isPrefix(prefix.toString()),
        "prefix",
        "`" + prefix + "` is no prefix of a key: names with a slash between them");
  }

  /** Refuses what is no address of a server. */
  public static void demandEndpoint(@Nullable URI endpoint) {
    if (endpoint != null) {
      demandAddress("endpoint", endpoint);
    }
  }

  /** Refuses what is no address of a server. */
  public static void demandAddress(String parameter, URI address) {
    demand(
        isAddress(address),
        parameter,
        "`"
            + parameter
            + "` is `https://host` or `http://host:port`, and has no user and no query");
  }

  /** Refuses a parameter that is not fine. */
  public static void demand(boolean fine, String parameter, String message) {
    if (!fine) {
      throw new Refusal("E211", parameter, message, null);
    }
  }

  /** What the names of all objects begin with: nothing, or something that ends with a slash. */
  public static String beginning(@Nullable Prefix prefix) {
    String fixed = prefix == null ? "" : prefix.fixed();
    return fixed.isEmpty() || fixed.endsWith("/") ? fixed : fixed + "/";
  }

  private static boolean isPrefix(String prefix) {
    return prefix.isEmpty()
        || KeyNames.isKey(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
  }

  private static boolean isAddress(URI endpoint) {
    String scheme = endpoint.getScheme();
    return ("https".equals(scheme) || "http".equals(scheme))
        && endpoint.getHost() != null
        && endpoint.getRawUserInfo() == null
        && endpoint.getRawQuery() == null
        && endpoint.getRawFragment() == null;
  }
}
