package io.backstay.connectors.stores;

import io.backstay.spi.Prefix;
import io.backstay.spi.Refusal;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What plans say of a directory of another host, in the words of OpenSSH. */
public final class SshWords {
  private static final Pattern HOST =
      Pattern.compile("[\\p{Alnum}][\\p{Alnum}._:-]*|::[\\p{XDigit}:.]*");
  private static final Pattern USER = Pattern.compile("[^\\p{Cntrl}\\s:@-][^\\p{Cntrl}\\s:@]*");
  private static final Pattern HOST_KEY =
      Pattern.compile("[a-z0-9@.-]+ AAAA[A-Za-z0-9+/]+=*(?: .*)?");

  private SshWords() {}

  /** Refuses what no server and no directory could be. */
  public static void demandPlace(String host, int port, String user, Prefix path) {
    demand(HOST.matcher(host).matches(), "host", "`host` is the name or address of one server");
    demand(port > 0 && port < 65_536, "port", "`port` is a number from 1 to 65535");
    demand(USER.matcher(user).matches(), "user", "`" + user + "` is no user's name");
    demand(
        isPath(path.fixed()) && isPath(path.toString()),
        "path",
        "`path` is a directory: names with slashes, none of them `..`");
  }

  /** Refuses what is no key of a server, and two of them. */
  public static void demandKnown(@Nullable String hostKey, @Nullable Path knownHosts) {
    demand(
        hostKey == null || HOST_KEY.matcher(hostKey).matches(),
        "host-key",
        "`host-key` is `ssh-ed25519 AAAA…`, as `ssh-keyscan` prints it without the name");
    demand(
        hostKey == null || knownHosts == null,
        "known-hosts",
        "`host-key` and `known-hosts` exclude each other");
  }

  /** Refuses a parameter that is not fine. */
  public static void demand(boolean fine, String parameter, String message) {
    if (!fine) {
      throw new Refusal("E211", parameter, message, null);
    }
  }

  /** A place as an address: {@code sftp://user@host:port/path}. */
  public static String address(String scheme, String host, int port, String user, String path) {
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return "%s://%s@%s%s/%s".formatted(scheme, user, shown, port == 22 ? "" : ":" + port, path);
  }

  private static boolean isPath(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    return KeyNames.isKey(inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner)
        && path.chars().noneMatch(Character::isISOControl);
  }
}
