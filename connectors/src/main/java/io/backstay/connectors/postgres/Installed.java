package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The client programs of this host, and which of them suit a server.
 *
 * @param directories where they are, the ones to prefer first
 */
record Installed(List<Path> directories) {
  private static final List<Path> FAMILIES =
      List.of(Path.of("/usr/lib/postgresql"), Path.of("/usr/local/lib/postgresql"));

  /**
   * What there is.
   *
   * @param named the only directory to look in; null for every place where packages put them
   */
  static Installed on(@Nullable Path named) {
    return new Installed(
        named == null
            ? everywhere().stream().filter(Installed::hasPrograms).toList()
            : hasPrograms(named) ? List.of(named) : List.of());
  }

  /**
   * The programs of a server, the newest there are.
   *
   * @param named the only directory to look in; null for every place where packages put them
   */
  static Optional<Path> servers(@Nullable Path named) {
    return (named == null ? everywhere() : List.of(named))
        .stream()
            .filter(directory -> Files.isExecutable(directory.resolve("initdb")))
            .max(
                Comparator.comparing(
                    directory -> written(directory).orElseGet(() -> new Version(0, 0))));
  }

  private static Collection<Path> everywhere() {
    Set<Path> directories = new LinkedHashSet<>();
    String path = System.getenv("PATH");
    if (path != null) {
      Arrays.stream(path.split(":"))
          .filter(p -> p.startsWith("/"))
          .map(Path::of)
          .forEach(directories::add);
    }
    FAMILIES.forEach(family -> directories.addAll(members(family)));
    return directories;
  }

  private static List<Path> members(Path family) {
    if (!Files.isDirectory(family)) {
      return List.of();
    }
    try (Stream<Path> majors = Files.list(family)) {
      return majors.map(major -> major.resolve("bin")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasPrograms(Path directory) {
    return Files.isExecutable(directory.resolve("pg_dump"));
  }

  /**
   * The programs for a server: of its own major version, or else of the next newer one.
   *
   * @param version tells the version of a directory's programs, if it can
   * @throws Failure when there are none, or only older ones
   */
  Choice choose(Version server, Function<Path, Optional<Version>> version) {
    List<Choice> all = new ArrayList<>();
    for (Path directory : directories) {
      version.apply(directory).ifPresent(v -> all.add(new Choice(directory, v)));
    }
    return all.stream()
        .filter(choice -> choice.version.major() >= server.major())
        .min(Comparator.comparingInt(choice -> choice.version.major()))
        .orElseThrow(() -> unsuitable(server, all));
  }

  /** The version that would be chosen; empty when that depends on what a script runs. */
  Optional<Version> foresee(Version server) {
    boolean scripts = directories.stream().anyMatch(directory -> written(directory).isEmpty());
    try {
      return Optional.of(choose(server, Installed::written).version());
    } catch (Failure e) {
      if (scripts) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Failure unsuitable(Version server, List<Choice> all) {
    String have =
        all.stream()
            .max(Comparator.comparing(Choice::version))
            .map(
                c ->
                    "pg_dump "
                        + c.version
                        + " cannot dump a "
                        + server
                        + " server (it refuses newer servers)")
            .orElse("there is no pg_dump on this host");
    return Failure.of("R431", have)
        .help(
            "`container` in the source runs the server's own pg_dump; or install"
                + " postgresql-client-%d, or name its directory in `tools`."
                    .formatted(server.major()));
  }

  /**
   * The version of a directory's programs without starting one: programs carry the text they would
   * print. Empty for scripts, which may do anything.
   */
  static Optional<Version> written(Path directory) {
    Path program = directory.resolve("pg_dump");
    try {
      if (!Files.isExecutable(program) || Files.size(program) > 16 << 20) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(program);
      return bytes.length > 4 && bytes[0] == 0x7f && bytes[1] == 'E'
          ? Version.said(new String(bytes, StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Programs that suit.
   *
   * @param directory where they are
   * @param version what they are
   */
  record Choice(Path directory, Version version) {}
}
