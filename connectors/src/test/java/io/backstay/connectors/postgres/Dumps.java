package io.backstay.connectors.postgres;

import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.DatabaseSource.Recording;
import io.backstay.spi.Op;
import java.util.List;

/** Dumps to ask for. */
final class Dumps {
  static final String[] CONTENT = {
    "CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL)",
    "INSERT INTO users (name) SELECT md5(i::text) FROM generate_series(1, 5000) i",
    "CREATE TABLE orders (id serial, at date NOT NULL, who int REFERENCES users, PRIMARY KEY (id, at))"
        + " PARTITION BY RANGE (at)",
    "CREATE TABLE orders_2024 PARTITION OF orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    "CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
    "INSERT INTO orders (at, who) SELECT '2024-06-01'::date + i, i FROM generate_series(1, 400) i",
    "CREATE SCHEMA \"odd schema\"",
    "CREATE TABLE \"odd schema\".\"-x; \"\"y.z\" (t text)",
    "INSERT INTO \"odd schema\".\"-x; \"\"y.z\" VALUES ('a'), (E'\\\\.'), (E'COPY x FROM stdin;')",
    "CREATE VIEW recent AS SELECT * FROM orders WHERE at > '2025-01-01'",
    "CREATE MATERIALIZED VIEW names AS SELECT name FROM users",
    "CREATE SEQUENCE tickets START 41",
    "SELECT lo_from_bytea(0, 'large'), lo_from_bytea(0, 'object')",
    "CREATE EXTENSION pg_trgm",
    "CREATE FUNCTION twice(i int) RETURNS int LANGUAGE sql AS 'SELECT 2 * i'",
  };

  private Dumps() {}

  static Dump of(String artifact) {
    Op.Codec codec = artifact.endsWith(".gz") ? Op.Codec.GZIP : Op.Codec.NONE;
    return new Dump(
        artifact,
        codec,
        null,
        "all",
        "database",
        List.of(),
        1,
        new Recording(List.of("all"), true));
  }

  static Dump tables(String artifact, String... tables) {
    Dump all = of(artifact);
    return new Dump(
        artifact, all.codec(), null, "all", "database", List.of(tables), 1, all.record());
  }

  static Dump content(String artifact, String content) {
    Dump all = of(artifact);
    return new Dump(artifact, all.codec(), null, content, "database", List.of(), 1, all.record());
  }
}
