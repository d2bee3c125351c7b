package io.backstay.plan;

import java.util.List;
import java.util.Set;

/**
 * The fixed words around the types of one category.
 *
 * @param modifiers what may stand beside a type key
 * @param language types the language names; one that is not installed belongs to another version
 */
record Words(List<String> modifiers, Set<String> language) {
  static final Words STEPS =
      new Words(
          List.of("id", "name", "when", "timeout", "retry", "on-error", "drill"),
          Set.of(
              "stop-container",
              "stop-service",
              "start",
              "restart",
              "dump",
              "base-backup",
              "wal-switch",
              "tar",
              "checksum",
              "encrypt",
              "upload",
              "verify",
              "rehearse",
              "prune",
              "fetch",
              "recreate-database",
              "load",
              "untar",
              "recover",
              "exec",
              "set-env",
              "sql",
              "http",
              "wait-for",
              "group",
              "parallel",
              "call",
              "confirm"));

  static final Words CHECKS =
      new Words(
          List.of("name", "severity", "within", "when", "every", "failures", "alert"),
          Set.of(
              "exists",
              "not-empty",
              "size",
              "checksum",
              "gzip",
              "archive-readable",
              "dump-readable",
              "decryptable",
              "files",
              "permissions",
              "sql",
              "row-counts",
              "tables",
              "schema",
              "extension",
              "health",
              "http",
              "exec",
              "prometheus",
              "free-space",
              "age",
              "count",
              "last-run",
              "last-drill",
              "success-rate",
              "failure-rate",
              "wal-lag"));

  static final Words SOURCES =
      new Words(
          List.of(), Set.of("postgres", "postgres-instance", "sqlite", "mysql", "files", "volume"));

  static final Words SERVICES =
      new Words(List.of("health"), Set.of("container", "compose", "systemd", "process"));

  static final Words STORES =
      new Words(List.of(), Set.of("directory", "s3", "gcs", "azure", "sftp", "rsync", "webdav"));

  static final Words SCRATCH =
      new Words(
          List.of(), Set.of("directory", "sqlite", "postgres", "mysql", "database", "container"));

  static final Words FAULTS =
      new Words(
          List.of("before", "during", "delay", "for", "expect"),
          Set.of(
              "store-down",
              "store-slow",
              "corrupt",
              "truncate",
              "missing",
              "deny-secret",
              "kill-container",
              "disk-full",
              "net-loss",
              "kill-engine",
              "clock-skew"));

  static final Words NOTIFIERS =
      new Words(List.of("events", "when"), Set.of("slack", "email", "webhook"));

  static final Words PROVIDERS =
      new Words(
          List.of(),
          Set.of("env", "file", "systemd", "command", "dotenv", "vault", "insecure-literal"));

  /** Steps that hold other steps; known to the reader itself. */
  static final Set<String> STRUCTURES = Set.of("group", "parallel", Calls.CALL);

  /** Parameters whose text goes to a database as it is. */
  static final Set<String> LITERAL = Set.of("query", "statement", "then-sql");

  /** Parameters that are a program and its arguments. */
  static final Set<String> ARGV = Set.of("run", "undo", "start", "stop", "running", "kill");

  /** Keys of parts of a plan that later versions read, as {@code part.key}. */
  private static final Set<String> LATER = Set.of("set.stream");

  static boolean later(String part, String key) {
    return LATER.contains(part + "." + key);
  }
}
