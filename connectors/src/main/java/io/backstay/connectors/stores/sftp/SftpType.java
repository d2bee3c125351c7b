package io.backstay.connectors.stores.sftp;

import io.backstay.connectors.stores.SshWords;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Prefix;
import io.backstay.spi.Primary;
import io.backstay.spi.Secret;
import io.backstay.spi.Store;
import io.backstay.spi.StoreType;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The store {@code sftp}. */
@Doc(
    "A directory of another host, over SSH. A file gets its name when all of it has arrived and,"
        + " where the server can do that, is on its disk. A host whose key is not known is"
        + " refused.")
public final class SftpType implements StoreType<SftpType.Params> {

  /**
   * Parameters, in the words of OpenSSH.
   *
   * @param host name or address of the server
   * @param port TCP port
   * @param user who logs in
   * @param path directory on the server
   * @param key private key, its text
   * @param passphrase what the private key is locked with
   * @param password in place of a key
   * @param hostKey the server's key
   * @param knownHosts file that has the server's key
   */
  public record Params(
      @Primary @Doc(value = "Name or address of the server.", example = "backup.example.org")
          String host,
      @Doc(value = "TCP port of the server.", example = "22") @Default("22") int port,
      @Doc(value = "User to log in as.", example = "backup") String user,
      @Doc(
              value =
                  "Directory on the server, which has to exist; from the user's home when it does"
                      + " not begin with a slash. From the slash before `${run.…}` on it is each"
                      + " run's own: sets are looked for below what comes before that.",
              example = "/srv/backups/shop")
          Prefix path,
      @Doc(
              value = "Private key, the text of its file, as OpenSSH or PEM writes it.",
              example = "${secrets.backup-key}")
          @Nullable Secret key,
      @Doc(value = "What the private key is locked with.", example = "${secrets.backup-passphrase}")
          @Nullable Secret passphrase,
      @Doc(value = "Password, where the server takes one.", example = "${secrets.backup-password}")
          @Nullable Secret password,
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
      SshWords.demand(
          key != null || password != null, "key", "one of `key` and `password` is needed");
      SshWords.demand(
          passphrase == null || key != null, "passphrase", "`passphrase` belongs to a `key`");
      SshWords.demandKnown(hostKey, knownHosts);
    }
  }

  @Override
  public String name() {
    return "sftp";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Store store(String name, Params params) {
    return new SftpStore(name, params);
  }
}
