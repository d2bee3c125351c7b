package io.backstay.connectors.mariadb;

import io.backstay.spi.Failure;
import java.nio.file.Path;

/** Whose server it is, and whose programs: the two are much alike, and no longer the same. */
enum Brand {
  /** MariaDB. */
  MARIADB("MariaDB", "mariadb", "mariadb-dump"),
  /** MySQL's own. */
  MYSQL("MySQL", "mysql", "mysqldump");

  private final String title;
  private final String statements;
  private final String dump;

  Brand(String title, String statements, String dump) {
    this.title = title;
    this.statements = statements;
    this.dump = dump;
  }

  /** Whose server says that this is its version. */
  static Brand of(String version) {
    return version.contains(MARIADB.title) ? MARIADB : MYSQL;
  }

  /** Whose a program is: MariaDB's own are found by the names of the others, too. */
  static Brand of(Path real) {
    return real.getFileName().toString().startsWith(MARIADB.statements) ? MARIADB : MYSQL;
  }

  /** The program that takes statements. */
  String statements() {
    return statements;
  }

  /** The program that dumps. */
  String dump() {
    return dump;
  }

  /** What only these programs read of a file of options: their groups end with it. */
  String suffix() {
    return "-backstay-" + statements;
  }

  /** Refuses a server that is the other's: dumps would lack what only its own programs know of. */
  void demand(String version) {
    Brand server = of(version);
    if (server != this) {
      throw Failure.of(
              "R431",
              "the server is %s %s, and the programs are those of %s"
                  .formatted(server.title, version, title))
          .help(
              "Name the directory of `%s` and `%s` in `tools`, or the server's container."
                  .formatted(server.statements, server.dump));
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
