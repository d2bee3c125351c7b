package io.backstay.plans.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A client program of PostgreSQL that does not do what its exit code says. */
enum Lie {
  DB_21(Verb.BACKUP, "pg_dump", "REAL \"$@\" | head -c 20000; exit 0", "cuts its output short"),
  DB_22(Verb.BACKUP, "pg_dump", "REAL \"$@\" | head -c -1; exit 0", "loses its last byte"),
  DB_23(Verb.BACKUP, "pg_dump", "exit 0", "prints nothing"),
  DB_24(Verb.BACKUP, "pg_dump", "REAL \"$@\"; exit 1", "prints everything, and exits with 1"),
  DB_25(Verb.BACKUP, "pg_dump", "REAL \"$@\" | head -c 20000; kill -9 $$", "is killed half-way"),
  DB_26(Verb.BACKUP, "pg_dump", "REAL -s \"$@\"; exit 0", "leaves all rows out"),
  DB_31(Verb.RESTORE, "pg_restore", "exit 0", "does nothing"),
  DB_32(Verb.RESTORE, "pg_restore", "REAL -s \"$@\"; exit 0", "loads no rows"),
  DB_33(Verb.RESTORE, "pg_restore", "REAL \"$@\"; exit 1", "loads everything, and exits with 1"),
  DB_34(Verb.RESTORE, "pg_restore", "REAL -s \"$@\"; kill -9 $$", "is killed half-way");

  /** The programs that tell the truth. */
  static final Path REAL = Path.of("/usr/lib/postgresql/15/bin");

  final Verb verb;
  private final String program;
  private final String script;
  private final String words;

  Lie(Verb verb, String program, String script, String words) {
    this.verb = verb;
    this.program = program;
    this.script = script;
    this.words = words;
  }

  String says() {
    boolean zero = !words.contains("exits") && !words.contains("killed");
    return "`" + program + "` " + words + (zero ? ", and exits with 0" : "");
  }

  /** Fills a directory that is first on a path with all programs, this one among them. */
  void install(Path directory) throws IOException {
    for (String name : List.of("pg_dump", "pg_restore", "psql")) {
      Path file = directory.resolve(name);
      Files.deleteIfExists(file);
      if (!name.equals(program)) {
        Files.createSymbolicLink(file, REAL.resolve(name));
        continue;
      }
      String real = REAL.resolve(name).toString();
      String version = "[ \"$1\" = --version ] && exec %s --version\n".formatted(real);
      Files.writeString(file, "#!/bin/bash\n" + version + script.replace("REAL", real) + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Empties the directory again. */
  static void remove(Path directory) throws IOException {
    for (String name : List.of("pg_dump", "pg_restore", "psql")) {
      Files.deleteIfExists(directory.resolve(name));
    }
  }
}
