package io.backstay.plans.hostile;

import java.util.Locale;

/** Where in a plan a text can stand. */
enum Place {
  NAME("name: site", "name: VALUE"),
  DESCRIPTION("kind: Backup", "kind: Backup\ndescription: VALUE"),
  TEAM("kind: Backup", "kind: Backup\nowner: {team: VALUE}"),
  SOURCE_NAME("sources:", "sources:\n  VALUE: {files: data/notes}"),
  SOURCE_PATH("{files: data/notes}", "{files: VALUE}"),
  DATABASE_PATH("{sqlite: data/catalogue.sqlite}", "{sqlite: VALUE}"),
  POSTGRES_DATABASE("sources:", "sources:\n  pg: {postgres: {database: VALUE}}"),
  POSTGRES_HOST("sources:", "sources:\n  pg: {postgres: {database: x, host: VALUE}}"),
  POSTGRES_USER("sources:", "sources:\n  pg: {postgres: {database: x, user: VALUE}}"),
  VOLUME("sources:", "sources:\n  v: {volume: VALUE}"),
  CONTAINER("sources:", "services:\n  c: {container: VALUE}\nsources:"),
  COMPOSE_PROJECT(
      "sources:", "services:\n  c: {compose: {project: VALUE, services: [web]}}\nsources:"),
  EXCLUDE("{files: data/notes}", "{files: {path: data/notes, exclude: [VALUE]}}"),
  INCLUDE("{files: data/notes}", "{files: {path: data/notes, include: [VALUE]}}"),
  STORE_NAME("stores:", "stores:\n  VALUE: {directory: {path: elsewhere, create: true}}"),
  STORE_PATH("path: store,", "path: VALUE,"),
  SET_PATH("\"${run.id}/\"", "VALUE"),
  MANIFEST("\"${run.id}/\"", "\"${run.id}/\", manifest: VALUE"),
  LATEST("\"${run.id}/\"", "\"${run.id}/\", latest: VALUE"),
  KEEP("keep: 30d", "keep: VALUE"),
  SCHEDULE("kind: Backup", "kind: Backup\nschedule: [{cron: VALUE}]"),
  SECRET_FILE("kind: Backup", "kind: Backup\nsecrets: {s: {file: VALUE}}"),
  SECRET_ENVIRONMENT("kind: Backup", "kind: Backup\nsecrets: {s: {env: VALUE}}"),
  SECRET_COMMAND("kind: Backup", "kind: Backup\nsecrets: {s: {command: [VALUE]}}"),
  VARIABLE("kind: Backup", "kind: Backup\nvars: {x: {type: string, default: VALUE}}"),
  DUMP_TO("to: catalogue.sqlite.zst", "to: VALUE"),
  TAR_TO("to: notes.tar.zst", "to: VALUE"),
  ROW_COUNTS("row-counts: all", "row-counts: [VALUE]"),
  STEP_ID("- checksum:", "- id: VALUE\n    checksum:"),
  STEP_NAME("- checksum:", "- name: VALUE\n    checksum:"),
  WHEN("- prune", "- prune:\n    when: VALUE"),
  DIGEST("checksum: sha256", "checksum: VALUE"),
  UPLOAD("upload: local", "upload: VALUE"),
  CHECKED("dump-readable: catalogue.sqlite.zst", "dump-readable: VALUE"),
  PROGRAM("- checksum:", "- exec: {run: [VALUE]}\n  - checksum:"),
  ARGUMENT("- checksum:", "- exec: {run: [printf, '%s', VALUE]}\n  - checksum:"),
  ENVIRONMENT("- checksum:", "- exec: {run: ['true'], env: {X: VALUE}}\n  - checksum:"),
  VARIABLE_NAME("- checksum:", "- exec: {run: ['true'], env: {VALUE: x}}\n  - checksum:"),
  WORKING_DIRECTORY(
      "- checksum:", "- exec: {run: ['true'], working-directory: VALUE}\n  - checksum:"),
  EXPECTED(
      "- prune",
      "- id: more\n    verify: [checksum: all, {exec: {run: ['true'], output: {matches: VALUE}}}]"),
  SQL(
      "- prune",
      "- id: more\n    verify: [checksum: all, {sql: {in: catalogue, query: VALUE, expect: 1}}]"),
  TABLES(
      "- prune",
      "- id: more\n    verify: [checksum: all, {tables: {in: catalogue, include: [VALUE]}}]"),
  ADDRESS("- prune", "- id: more\n    verify: [checksum: all, {http: {url: VALUE}}]"),
  ADDRESS_OF_SERVICE("sources:", "services:\n  c: {container: c, health: VALUE}\nsources:");

  private final String before;
  private final String after;

  Place(String before, String after) {
    this.before = before;
    this.after = after;
  }

  /** The plan with a text in this place. */
  String in(String plan, String value) {
    if (!plan.contains(before)) {
      throw new IllegalStateException(this + " has no place in the plan");
    }
    return plan.replace(before, after.replace("VALUE", Json.quoted(value)));
  }

  /** What anybody could write there. */
  String plain() {
    return switch (this) {
      case NAME -> "other";
      case SOURCE_NAME -> "other";
      case STORE_NAME -> "other";
      case SOURCE_PATH -> "data";
      case DATABASE_PATH -> "a.sqlite";
      case KEEP -> "20d";
      case SCHEDULE -> "0 2 * * *";
      case MANIFEST -> "manifest.json";
      case DUMP_TO -> "catalogue.sqlite.zst";
      case TAR_TO -> "notes.tar.zst";
      case WHEN -> "run.type == 'full'";
      case DIGEST -> "sha256";
      case UPLOAD -> "local";
      case CHECKED -> "catalogue.sqlite.zst";
      case ADDRESS, ADDRESS_OF_SERVICE -> "http://127.0.0.1:1/x";
      case POSTGRES_HOST -> "db.example.org";
      case SQL -> "select 1";
      case SECRET_ENVIRONMENT -> "X_Y";
      case VARIABLE_NAME -> "X_Y";
      default -> "plain";
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
