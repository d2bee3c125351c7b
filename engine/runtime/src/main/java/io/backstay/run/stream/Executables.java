package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Finds programs the way a shell does. */
final class Executables {
  private Executables() {}

  static Optional<Path> find(String program, String path) {
    return Arrays.stream(path.split(":"))
        .filter(d -> !d.isEmpty())
        .map(d -> Path.of(d, program))
        .filter(p -> Files.isRegularFile(p) && Files.isExecutable(p))
        .findFirst();
  }

  /**
   * The file of a program, so that its absence is told apart from its failure.
   *
   * @param program a name, or a path with slashes, which is taken as it is
   */
  static String resolve(String program, String path) throws StreamException {
    if (program.contains("/")) {
      if (!Files.isExecutable(Path.of(program))) {
        throw StreamException.of(Kind.PROGRAM, "there is no program `" + program + "`");
      }
      return program;
    }
    return find(program, path)
        .map(Path::toString)
        .orElseThrow(
            () ->
                StreamException.of(
                        Kind.PROGRAM, "there is no program `%s` in %s".formatted(program, path))
                    .help("Install it, or give the whole path of the program."));
  }
}
