package io.backstay.connectors.stores.rsync;

import io.backstay.connectors.stores.SshWords;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Prefix;
import io.backstay.spi.Primary;
import io.backstay.spi.Secret;
import io.backstay.spi.Store;
import io.backstay.spi.StoreType;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The store {@code rsync}. */
@Doc(
    "A directory of another host, written and read by rsync over SSH. Both hosts need rsync 3.2.4"
        + " or newer, this one an OpenSSH client. A file gets its name when all of it has arrived"
        + " and is on the server's disk. A host whose key is not known is refused. The files of"
        + " the user's own SSH are not read, but for known hosts, and for the standard keys and"
        + " the agent when no `key` is given. What is read is brought here whole before its first"
        + " byte is looked at. How much room the server has is not known.")
public final class RsyncType implements StoreType<RsyncType.Params> {
  private static final Pattern WILD = Pattern.compile("[*?\\[\\\\]");

  /**
   * Parameters, in the words of OpenSSH.
   *
   * @param host name or address of the server
   * @param port TCP port
   * @param user who logs in
   * @param path directory on the server
   * @param key private key, its text; null for the keys of the user who runs this
   * @param hostKey the server's key
   * @param knownHosts file that has the server's key
   */
  public record Params(
      @Primary @Doc(value = "Name or address of the server.", example = "backup.example.org")
          String host,
      @Doc(value = "TCP port of the server's SSH.", example = "22") @Default("22") int port,
      @Doc(value = "User to log in as.", example = "backup") String user,
      @Doc(
              value =
                  "Directory on the server, which has to exist; from the user's home when it does"
                      + " not begin with a slash. From the slash before `${run.…}` on it is each"
                      + " run's own: sets are looked for below what comes before that.",
              example = "/srv/backups/shop")
          Prefix path,
      @Doc(
              value =
                  "Private key without a passphrase, the text of its file; the standard keys of"
                      + " the user who runs this when left out.",
              example = "${secrets.backup-key}")
          @Nullable Secret key,
      @Doc(
              "The server's public key as `ssh-keyscan` prints it, without the name: `ssh-ed25519"
                  + " AAAA…`. Otherwise it is looked up in `known-hosts`.")
          @Nullable String hostKey,
      @Doc(
              value = "File with the keys of hosts; that of the user who runs this otherwise.",
              example = "known_hosts")
          @Nullable Path knownHosts) {

    /** Refuses what no server could be, and what contradicts itself. */
    public Params {
      SshWords.demandPlace(host, port, user, path);
      SshWords.demandKnown(hostKey, knownHosts);
      SshWords.demand(
          user.indexOf('%') < 0, "user", "`user` has no `%`, which means something else to SSH");
      SshWords.demand(
          !WILD.matcher(path.fixed()).find(),
          "path",
          "`path` is one directory: rsync takes `*`, `?`, `[` and `\\` for several");
    }
  }

  @Override
  public String name() {
    return "rsync";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Store store(String name, Params params) {
    return new RsyncStore(name, params);
  }
}
