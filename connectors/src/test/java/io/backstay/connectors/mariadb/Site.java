package io.backstay.connectors.mariadb;

import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.DatabaseSource.Recording;
import io.backstay.spi.Op;
import java.util.List;

/** A database with something of everything, and what is asked of it. */
final class Site {
  static final String STAMP = "20260213_050211";

  private static final String CONTENT =
      """
      CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY,
        name VARCHAR(80) NOT NULL, photo BLOB) DEFAULT CHARSET utf8mb4;
      INSERT INTO users (name, photo)
        SELECT CONCAT('😀 ''(x),(', seq, '\\\\'), UNHEX(SHA2(seq, 512)) FROM seq_1_to_50000;
      CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, who INT NOT NULL,
        CONSTRAINT of_whom FOREIGN KEY (who) REFERENCES users (id));
      INSERT INTO orders (who) SELECT id FROM users WHERE id <= 400;
      CREATE TABLE log (at INT, what TEXT) ENGINE=MyISAM;
      INSERT INTO log VALUES (1, 'a\\n-- Dump completed'), (2, NULL);
      CREATE TABLE `odd "``; na'me` (`a b` INT, twice INT AS (`a b` * 2) STORED);
      INSERT INTO `odd "``; na'me` (`a b`) VALUES (1), (2), (3);
      CREATE TABLE empty_one (a INT);
      CREATE SEQUENCE tickets START 41;
      CREATE VIEW recent AS SELECT u.name, o.id FROM users u JOIN orders o ON o.who = u.id
        WHERE o.id > 300;
      CREATE VIEW all_recent AS SELECT * FROM recent;
      DELIMITER ;;
      CREATE TRIGGER never_empty BEFORE INSERT ON users FOR EACH ROW BEGIN
        -- don't
        IF NEW.name = '' THEN SET NEW.name = 'nobody'; END IF;
      END;;
      CREATE PROCEDURE add_user(n VARCHAR(80)) BEGIN INSERT INTO users (name) VALUES (n); END;;
      CREATE FUNCTION twice(i INT) RETURNS INT DETERMINISTIC RETURN 2 * i;;
      CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2036-01-01' DO DELETE FROM log;;
      DELIMITER ;
      """;

  private Site() {}

  static String filled(TestServer server, int users) {
    String database = server.database("SELECT 1");
    server.client(database, content(server.brand()).replace("50000", String.valueOf(users)));
    return database;
  }

  /** MySQL has no sequences. */
  private static String content(Brand brand) {
    return brand == Brand.MARIADB
        ? CONTENT
        : CONTENT.replace("CREATE SEQUENCE tickets START 41;\n", "");
  }

  static Dump dump(String artifact) {
    return new Dump(
        artifact,
        artifact.endsWith(".gz") ? Op.Codec.GZIP : Op.Codec.NONE,
        null,
        "all",
        "database",
        List.of(),
        1,
        new Recording(List.of("all"), true));
  }

  static Load load(String artifact, String... then) {
    return new Load(new Artifacts(artifact), List.of(), 2, List.of(), List.of(then));
  }
}
