package io.backstay.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is, as somebody has typed it. A password in it is noticed and let go:
 * it is not in here, and in nothing that is printed.
 *
 * @param host of the server; null when it is in a container
 * @param container that the server runs in; null when it is reached by network
 * @param user to connect as; empty when it was not said
 * @param sslmode empty when it was not said
 * @param password whether one was given
 */
record PostgresPlace(
    @Nullable String host,
    @Nullable String container,
    int port,
    String user,
    String database,
    String sslmode,
    boolean password) {
  private static final int USUAL_PORT = 5432;
  private static final Set<String> SCHEMES = Set.of("postgres", "postgresql");
  private static final Pattern IN_CONTAINER =
      Pattern.compile(
          "(?:(?<user>[^@:/]+)@)?(?<container>[A-Za-z0-9][\\w.-]*)/(?<database>[^/?]+)");
  private static final Pattern SSLMODE = Pattern.compile("sslmode=([a-z-]+)");

  /**
   * Understands a text.
   *
   * @param text {@code postgresql://user@host:port/database}, or {@code container/database}
   */
  static PostgresPlace of(String text) {
    if (text.contains("://")) {
      return ofAddress(text);
    }
    Matcher place = IN_CONTAINER.matcher(text);
    if (!place.matches()) {
      throw misread("which database of which server?");
    }
    String user = place.group("user");
    return new PostgresPlace(
        null,
        place.group("container"),
        USUAL_PORT,
        user == null ? "" : user,
        place.group("database"),
        "",
        false);
  }

  private static PostgresPlace ofAddress(String text) {
    URI uri = address(text);
    String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
    if (uri.getHost() == null || path.isEmpty() || path.contains("/")) {
      throw misread("the address of a database names a host and the database");
    }
    String[] who = (uri.getUserInfo() == null ? "" : uri.getUserInfo()).split(":", 2);
    return new PostgresPlace(
        uri.getHost().replaceAll("[\\[\\]]", ""),
        null,
        uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
        who[0],
        path,
        sslmode(uri.getQuery()),
        who.length == 2 && !who[1].isEmpty());
  }

  private static String sslmode(@Nullable String query) {
    if (query == null) {
      return "";
    }
    Matcher mode = SSLMODE.matcher(query);
    if (!mode.matches()) {
      throw misread("of what follows the `?`, only `sslmode` is understood");
    }
    return mode.group(1);
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (SCHEMES.contains(scheme)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Its message has the text in it, and that may have a password in it.
    }
    throw misread("this is no address of a PostgreSQL database (not shown: it may be secret)");
  }

  private static Stop misread(String what) {
    return new Stop(
        ExitCode.INVALID,
        "--postgres: " + what,
        "postgresql://user@host:5432/shop, or shop-db/shop for a container and its database");
  }
}
