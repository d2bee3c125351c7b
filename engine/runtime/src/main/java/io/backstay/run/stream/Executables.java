package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * @param program a name, or a path with slashes
   * @param path where names are looked for
   * @param directory where paths that are not absolute start; null for this process' own
   */
  static String resolve(String program, String path, @Nullable Path directory)
      throws StreamException {
    if (program.contains("/")) {
      Path file = directory == null ? Path.of(program) : directory.resolve(program);
      if (!Files.isExecutable(file)) {
        throw StreamException.of(Kind.PROGRAM, "there is no program `" + file + "`");
      }
      return file.toString();
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
