package io.backstay.connectors.mariadb;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.spi.Source;
import io.backstay.spi.SourceType;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The source {@code mariadb}. */
@Doc(
    "A MariaDB database, or one of MySQL's own server, dumped and loaded by the client programs of"
        + " that server: MariaDB's `mariadb` and `mariadb-dump`, MySQL's `mysql` and `mysqldump`; those"
        + " of the one are refused for the other. A dump is of one moment for"
        + " tables whose engine has transactions, such as InnoDB; others, such as MyISAM, are named"
        + " in the log and in the set: they are dumped as they are met. Rows are counted in the"
        + " dump itself, so what `record` writes down is of the dump's own moment whoever writes"
        + " meanwhile; a table, view, trigger, routine or event that comes or goes meanwhile makes"
        + " the dump fail. No MariaDB renames a database, so `load` moves all tables in one"
        + " statement, and puts views, triggers, routines and events in their places right after"
        + " it; what was there is kept in a database of its own, those as a script in its table"
        + " `backstay_previous`. A load of some tables replaces their rows in one transaction, so it"
        + " takes tables whose engine has them and that have no triggers. The history of system-versioned tables is not dumped, and the log"
        + " says of which. The account has to see everything: `SELECT`, `SHOW VIEW`, `TRIGGER` and"
        + " `EVENT` on the database, and for its routines `SELECT` on `mysql.proc`, or with MySQL"
        + " `SHOW_ROUTINE`; a restore and a"
        + " rehearsal need to make and drop databases whose names begin like its own, too. The"
        + " database of a rehearsal or a drill has a comment by which it is known, which takes MariaDB"
        + " 10.5 or newer; events of the dump are made there, too, and run while the server's"
        + " scheduler is on. MySQL has no comments of databases, and so neither rehearsals nor drills."
        + " Tested against MariaDB 10.11 and 11.8 and MySQL 9.7.")
public final class MariaDb implements SourceType<MariaDb.Params> {
  private static final Pattern HOST = Pattern.compile("[\\p{Alnum}:][\\p{Alnum}._:-]*");
  private static final Pattern WORD = Pattern.compile("[\\p{Alnum}][\\p{Alnum}_.-]*");
  private static final int LONGEST_NAME = 64;

  /**
   * Parameters, in the words of the client programs where they have any.
   *
   * @param database name of the database
   * @param host name or address of the server
   * @param port TCP port
   * @param user account
   * @param password its password
   * @param container container the server runs in
   * @param sslmode how the connection is protected
   * @param sslrootcert who has signed the server's certificate
   * @param tools directory of the client programs
   */
  public record Params(
      @Primary @Doc(value = "Name of the database.", example = "app") String database,
      @Doc(
              value =
                  "Name or address of the server; `localhost` when neither this nor `container` is"
                      + " given.",
              example = "db.internal")
          @Nullable String host,
      @Doc(value = "TCP port of the server.", example = "3306") @Default("3306") int port,
      @Doc(value = "Account to connect as.", example = "backup") @Default("root") String user,
      @Doc(
              value =
                  "Its password; programs read it as they start, and no argument, variable or file"
                      + " that others can read ever holds it.",
              example = "${secrets.db-password}")
          @Nullable Secret password,
      @Doc(
              "Container the server runs in, such as `app-mariadb`, in place of `host`: its own"
                  + " client programs are used, inside it.")
          @Nullable String container,
      @Doc(
              value =
                  "How the connection is protected: in the clear, by TLS with whoever answers, or by"
                      + " TLS with a server whose certificate was signed by somebody we know and"
                      + " bears its name. Left out, the client programs do as they are used to: those"
                      + " since 11.4 insist on TLS and verify the server, older ones take TLS where"
                      + " the server has it.",
              example = "verify-full")
          @Nullable Sslmode sslmode,
      @Doc(
              value =
                  "File of the certificates that may have signed the server's, for `verify-full`;"
                      + " those this host trusts otherwise, of which MySQL's programs know nothing.",
              example = "certs/ca.pem")
          @Nullable Path sslrootcert,
      @Doc(
              value =
                  "Directory of `mariadb` and `mariadb-dump` on this host, or else of `mysql` and"
                      + " `mysqldump`; those of `PATH` otherwise.",
              example = "/opt/mariadb/bin")
          @Nullable Path tools) {

    /** Refuses what no server could be, before it reaches one. */
    public Params {
      name("database", database);
      name("user", user);
      if (host != null && !HOST.matcher(host).matches()) {
        throw refusal("host", "`host` is the name or the address of one server");
      }
      if (port < 1 || port > 65_535) {
        throw refusal("port", "`port` is a number from 1 to 65535");
      }
      if (container != null && !WORD.matcher(container).matches()) {
        throw refusal("container", "`container` is the name or the id of a container");
      }
      if (sslrootcert != null && (sslmode != Sslmode.VERIFY_FULL || container != null)) {
        throw refusal(
            "sslrootcert",
            "a file of this host is for `verify-full`, and not for programs inside a container");
      }
      if (container != null && host == null && sslmode != null && sslmode != Sslmode.DISABLE) {
        throw refusal(
            "sslmode", "inside its container a server without `host` has a socket, and no TLS");
      }
    }

    /** Refuses what no database and no account can be called. */
    static void name(String parameter, String value) {
      boolean control = value.chars().anyMatch(Character::isISOControl);
      boolean length = value.isEmpty() || value.length() > LONGEST_NAME;
      if (control || length || value.startsWith("-") || value.endsWith(" ")) {
        throw refusal(
            parameter,
            "a name in `%s` has 1 to 64 characters, no control characters, no `-` first and no space last"
                .formatted(parameter));
      }
    }

    private static Refusal refusal(String parameter, String message) {
      return new Refusal("E211", parameter, message, null);
    }
  }

  /** How a connection is protected. */
  public enum Sslmode {
    /** Never. */
    DISABLE,
    /** Always, with whoever answers. */
    REQUIRE,
    /** Always, with a server whose certificate we trust and bears its name. */
    VERIFY_FULL
  }

  @Override
  public String name() {
    return "mariadb";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Source source(String name, Params params) {
    return new MariaDbSource(name, params.database(), access(params));
  }

  private static Access access(Params params) {
    Tls tls = new Tls(params.sslmode(), params.sslrootcert());
    if (params.container() != null) {
      Login inside = new Login(params.host(), params.port(), params.user(), params.password(), tls);
      return new ContainerAccess(params.container(), inside);
    }
    String host = params.host() == null ? "localhost" : params.host();
    return new HostAccess(
        new Login(host, params.port(), params.user(), params.password(), tls), params.tools());
  }
}
