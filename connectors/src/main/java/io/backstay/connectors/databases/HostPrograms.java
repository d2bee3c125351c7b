package io.backstay.connectors.databases;

import io.backstay.spi.Failure;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Client programs of this host. */
public final class HostPrograms {
  private HostPrograms() {}

  /**
   * Finds one.
   *
   * @param directory where it has to be; null for wherever the path leads
   * @param names it may have, the one that is preferred first
   */
  public static Optional<Path> find(@Nullable Path directory, String... names) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    List<Path> places =
        directory == null
            ? Arrays.stream(path.split(":")).filter(p -> p.startsWith("/")).map(Path::of).toList()
            : List.of(directory);
    return Arrays.stream(names)
        .flatMap(name -> places.stream().map(place -> place.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Writes a file of options for one, which only this user can read: it may have a password in it.
   *
   * @param suffix of its name
   */
  public static Path options(Tools tools, String suffix, String content) {
    try {
      Path file =
          Files.createTempFile(
              tools.scratch(),
              "options",
              suffix,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, content, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw Failure.of("R431", "cannot write an option file: " + e.getMessage()).because(e);
    }
  }
}
