package io.backstay.connectors.postgres;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.spi.Source;
import io.backstay.spi.SourceType;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The source {@code postgres}. */
@Doc(
    "A PostgreSQL database, dumped and loaded by the server's own client programs. Programs are told"
        + " where it is by `${sources.<name>.url}`, which is a secret: `postgresql://` with role,"
        + " password, host, port and database.")
public final class Postgres implements SourceType<Postgres.Params> {
  private static final Pattern HOST =
      Pattern.compile("[\\p{Alnum}][\\p{Alnum}._:-]*|::[\\p{XDigit}:.]*|/[^,\\p{Cntrl}]*");
  private static final Pattern WORD = Pattern.compile("[\\p{Alnum}][\\p{Alnum}_.-]*");

  /**
   * Parameters, in libpq's words where it has any.
   *
   * @param database name of the database
   * @param host name or address of the server, or the directory of its socket
   * @param port TCP port
   * @param user role
   * @param password its password
   * @param container container the server runs in
   * @param extensions extensions a load creates first
   * @param sslmode how the connection is protected
   * @param sslrootcert who has signed the server's certificate
   * @param tools directory of the client programs
   */
  public record Params(
      @Primary
          @Doc(value = "Name of the database; never read as a connection string.", example = "app")
          String database,
      @Doc(
              value =
                  "Name or address of the server, or the directory of its socket, such as"
                      + " `/run/postgresql`; `localhost` when neither this nor `container` is"
                      + " given.",
              example = "db.internal")
          @Nullable String host,
      @Doc(value = "TCP port of the server.", example = "5432") @Default("5432") int port,
      @Doc(value = "Role to connect as.", example = "backup") @Default("postgres") String user,
      @Doc(
              value = "Its password; without one the server has to let the role in anyway.",
              example = "${secrets.db-password}")
          @Nullable Secret password,
      @Doc(
              "Container the server runs in, such as `app-postgres`, in place of `host`: its own"
                  + " client programs are used, inside it.")
          @Nullable String container,
      @Doc(value = "Extensions that a load creates before anything else.", example = "[vector]")
          @Default("[]")
          List<String> extensions,
      @Doc(value = "How the connection is protected.", example = "verify-full") @Default("prefer")
          Sslmode sslmode,
      @Doc(
              value = "File of the certificates that may have signed the server's.",
              example = "certs/root.crt")
          @Nullable Path sslrootcert,
      @Doc(
              value =
                  "Directory of `pg_dump`, `pg_restore` and `psql` on this host; found by themselves otherwise.",
              example = "/usr/lib/postgresql/16/bin")
          @Nullable Path tools) {

    /** Refuses what no server could be, before it reaches one. */
    public Params {
      extensions = List.copyOf(extensions);
      name("database", database);
      name("user", user);
      extensions.forEach(extension -> name("extensions", extension));
      if (host != null && !HOST.matcher(host).matches()) {
        throw refusal(
            "host", "`host` is the name or the address of a server, or its socket's directory");
      }
      if (port < 1 || port > 65_535) {
        throw refusal("port", "`port` is a number from 1 to 65535");
      }
      if (container != null && !WORD.matcher(container).matches()) {
        throw refusal("container", "`container` is the name or the id of a container");
      }
    }

    private static void name(String parameter, String value) {
      boolean control = value.chars().anyMatch(Character::isISOControl);
      if (value.isEmpty() || control || !Sql.fits(value)) {
        throw refusal(
            parameter,
            "a name in `%s` has 1 to 63 bytes and no control characters".formatted(parameter));
      }
    }

    private static Refusal refusal(String parameter, String message) {
      return new Refusal("E211", parameter, message, null);
    }
  }

  /** libpq's words for how a connection is protected. */
  public enum Sslmode {
    /** Never. */
    DISABLE,
    /** Only if the server insists. */
    ALLOW,
    /** If the server can. */
    PREFER,
    /** Always, with whoever answers. */
    REQUIRE,
    /** Always, with a server whose certificate was signed by somebody we know. */
    VERIFY_CA,
    /** The same, and the certificate bears the server's name. */
    VERIFY_FULL;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Source source(String name, Params params) {
    return new PostgresSource(name, params, access(params));
  }

  @Override
  public boolean hasUrl() {
    return true;
  }

  @Override
  public boolean hasLog() {
    return true;
  }

  private static Access access(Params params) {
    Server server =
        new Server(
            params.host() == null ? "localhost" : params.host(),
            params.port(),
            params.user(),
            params.password(),
            new Server.Ssl(params.sslmode().word(), params.sslrootcert()));
    if (params.container() != null) {
      return new ContainerAccess(params.container(), params.host(), server);
    }
    return new HostAccess(server, Installed.on(params.tools()));
  }
}
