package io.backstay.connectors.mongodb;

import io.backstay.spi.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * Programs in the place of MongoDB's, which cannot be had where these tests run: they keep archives
 * that those have written as files, a database each.
 *
 * @param directory of the programs and the databases
 */
record StandIn(Path directory) {
  static final String URI = "mongodb://backup:correct\\horse\"@db.internal/";

  private static final String BEGIN =
      """
      #!/bin/sh
      cd "$(dirname "$0")" || exit 9
      for argument; do
        case "$argument" in
          --config=*) cat "${argument#*=}" >told; stat -c %a "${argument#*=}" >mode ;;
          --db=*) database=${argument#*=} ;;
          --nsTo=*) database=${argument#*=}; database=${database%%.*} ;;
        esac
      done
      """;

  static StandIn in(Path directory) {
    StandIn programs = new StandIn(directory);
    programs.put("none", archive("empty"));
    programs.program(Access.DUMP, "cat \"$database\" 2>/dev/null || cat none");
    programs.program(Access.RESTORE, "cat >\"$database\"");
    return programs;
  }

  static byte[] archive(String name) {
    try (InputStream in = StandIn.class.getResourceAsStream(name + ".archive")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void program(String name, String does) {
    put(name, (BEGIN + does + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      Files.setPosixFilePermissions(
          directory.resolve(name), PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void put(String name, byte[] bytes) {
    try {
      Files.write(directory.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MongoDbSource source(String database) {
    MongoDb.Params params = new MongoDb.Params(new Secret("uri"), database, directory);
    return (MongoDbSource) new MongoDb().source("db", params);
  }
}
