package io.backstay.connectors.containers;

import io.backstay.spi.Refusal;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What parameters of this package may look like. */
final class Words {

  private static final Pattern NAME = Pattern.compile("[\\p{Alnum}][\\p{Alnum}_.-]*");

  private Words() {}

  /** A name as Docker gives them; none of these can be taken for an option or a path. */
  static void name(String parameter, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new Refusal(
          "E211",
          parameter,
          "`%s` is not a name Docker could have given".formatted(value),
          "letters, digits, `_`, `.` and `-`, beginning with a letter or a digit");
    }
  }

  static void health(@Nullable URI address) {
    if (address != null && !usable(address)) {
      throw new Refusal(
          "E211",
          "health",
          "`%s` cannot be asked for health".formatted(address),
          "http://host:port/path, https://host/path or tcp://host:port");
    }
  }

  private static boolean usable(URI address) {
    String scheme = String.valueOf(address.getScheme());
    boolean known = List.of("http", "https", "tcp").contains(scheme);
    boolean port = !scheme.equals("tcp") || address.getPort() > 0;
    return known && port && address.getHost() != null && address.getUserInfo() == null;
  }
}
