package io.backstay.connectors.redis;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.spi.Source;
import io.backstay.spi.SourceType;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The source {@code redis}. */
@Doc(
    "All databases of a Redis or Valkey server: one word for both, whose snapshots and client"
        + " programs are alike. A dump is the snapshot the server gives to replicas, of one moment"
        + " whoever writes meanwhile; it is followed to its last byte, and has to bear the server's"
        + " own checksum. Keys are counted in it, database by database: `row-counts` are of `db0`,"
        + " `db1` and so on, and of keys that never expire, for the others may be gone when somebody"
        + " looks; how many those are is with the artifact, too. `load` brings keys into empty"
        + " databases beside the live ones, value by value as the server has written them, compares"
        + " their numbers, and swaps all of them in at once; then the server writes to its disk what"
        + " it holds, in the way it reads it again. So it takes as many empty databases as there are"
        + " live ones (a server has 16 unless `databases` says another number), and memory for both;"
        + " what was there stays in those databases, each known by its key `backstay:beside`, until"
        + " a later load finds its time over, or somebody flushes it. No server older than the one"
        + " that was dumped takes a dump. Libraries of functions take the place of those there are,"
        + " where the dump has some. Accounts, configuration, how long ago a key was used, and what"
        + " modules keep beside keys are not restored. Nodes of a cluster are refused, and so is a"
        + " load into a replica. The account needs all commands for a restore; `ping`, `info`,"
        + " `psync`, `sync` and `replconf` for a dump. Tried with Redis 7.0 and 8.0 and with Valkey"
        + " 8.1; values of kinds that came later, such as hashes of Valkey 9 whose fields expire,"
        + " make a dump fail.")
public final class Redis implements SourceType<Redis.Params> {
  private static final Pattern HOST = Pattern.compile("[\\p{Alnum}:][\\p{Alnum}._:-]*");
  private static final Pattern WORD = Pattern.compile("[\\p{Alnum}][\\p{Alnum}_.-]*");

  /**
   * Parameters.
   *
   * @param host name or address of the server
   * @param port TCP port
   * @param user account
   * @param password its password
   * @param container container the server runs in
   * @param sslmode how the connection is protected
   * @param sslrootcert who has signed the server's certificate
   * @param sslcert certificate of this side
   * @param sslkey its private key
   * @param tools directory of the client program
   */
  public record Params(
      @Doc(
              value =
                  "Name or address of the server; `localhost` when neither this nor `container` is"
                      + " given.",
              example = "cache.internal")
          @Nullable String host,
      @Doc(value = "TCP port of the server.", example = "6379") @Default("6379") int port,
      @Doc(value = "Account to connect as.", example = "backup") @Default("default") String user,
      @Doc(
              value =
                  "Its password; the client program reads it as it starts, and no argument, variable"
                      + " or file ever holds it.",
              example = "${secrets.redis-password}")
          @Nullable Secret password,
      @Doc(
              "Container the server runs in, such as `app-redis`, in place of `host`: its own client"
                  + " program is used, inside it.")
          @Nullable String container,
      @Doc(
              value =
                  "How the connection is protected: in the clear, by TLS with whoever answers, or by"
                      + " TLS with a server whose certificate was signed by somebody we know. The"
                      + " client programs compare no names, so let an authority of its own sign it.",
              example = "verify-ca")
          @Default("disable")
          Sslmode sslmode,
      @Doc(
              value =
                  "File of the certificates that may have signed the server's, for `verify-ca`; those"
                      + " this host trusts otherwise.",
              example = "certs/ca.pem")
          @Nullable Path sslrootcert,
      @Doc(
              value = "File of the certificate that a server asks for unless it was told not to.",
              example = "certs/backup.pem")
          @Nullable Path sslcert,
      @Doc(value = "File of its private key.", example = "certs/backup.key") @Nullable Path sslkey,
      @Doc(
              value =
                  "Directory of `redis-cli` or `valkey-cli` on this host; that of `PATH` otherwise.",
              example = "/opt/redis/bin")
          @Nullable Path tools) {

    /** Refuses what no server could be, before it reaches one. */
    public Params {
      if (host != null && !HOST.matcher(host).matches()) {
        throw refusal("host", "`host` is the name or the address of one server");
      }
      if (port < 1 || port > 65_535) {
        throw refusal("port", "`port` is a number from 1 to 65535");
      }
      if (!WORD.matcher(user).matches()) {
        throw refusal(
            "user", "`user` is the name of an account, of letters, digits, `.`, `_`, `-`");
      }
      if (container != null && !WORD.matcher(container).matches()) {
        throw refusal("container", "`container` is the name or the id of a container");
      }
      if (sslrootcert != null && sslmode != Sslmode.VERIFY_CA) {
        throw refusal("sslrootcert", "who has signed a certificate is asked by `verify-ca` only");
      }
      if ((sslcert == null) != (sslkey == null)
          || (sslcert != null && sslmode == Sslmode.DISABLE)) {
        throw refusal("sslcert", "a certificate goes with its key, and with TLS");
      }
      if (container != null && (sslrootcert != null || sslcert != null)) {
        throw refusal("container", "a file of this host is not for programs inside a container");
      }
    }

    private static Refusal refusal(String parameter, String message) {
      return new Refusal("E211", parameter, message, null);
    }
  }

  /** How a connection is protected. */
  public enum Sslmode {
    /** Not. */
    DISABLE,
    /** With whoever answers. */
    REQUIRE,
    /** With a server whose certificate we trust. */
    VERIFY_CA
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Source source(String name, Params params) {
    return new RedisSource(name, access(params));
  }

  private static Access access(Params params) {
    Tls tls = new Tls(params.sslmode(), params.sslrootcert(), params.sslcert(), params.sslkey());
    boolean inside = params.container() != null;
    String host = params.host() == null && !inside ? "localhost" : params.host();
    Login login = new Login(host, params.port(), params.user(), params.password(), tls);
    return params.container() == null
        ? new HostAccess(login, params.tools())
        : new ContainerAccess(params.container(), login);
  }
}
