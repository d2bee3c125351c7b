package io.backstay.app.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A directory with files of schedules.
 *
 * @param path where it is
 * @param checkout what its files may be about, and be copied with
 */
public record Directory(Path path, Path checkout) implements Place {
  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public List<Piece> present() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.sorted().flatMap(file -> piece(file).stream()).toList();
    } catch (IOException | UncheckedIOException e) {
      throw Trouble.unable(path + " cannot be read", String.valueOf(e.getMessage()));
    }
  }

  private Optional<Piece> piece(Path file) {
    String name = file.getFileName().toString();
    if (!name.startsWith("backstay-") || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file);
      return text.lines()
          .limit(3)
          .filter(line -> line.startsWith("# "))
          .flatMap(line -> Mark.in(line, checkout).stream())
          .findFirst()
          .map(mark -> new Piece(name, mark, text));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void change(List<Piece> written, List<Piece> removed) {
    List<Piece> present = present();
    for (Piece piece : written) {
      boolean free =
          Files.notExists(path.resolve(piece.name()), LinkOption.NOFOLLOW_LINKS)
              || present.stream().anyMatch(piece::replaces);
      if (!free) {
        throw Trouble.foreign(
            path.resolve(piece.name()) + " was not written by the schedule of this plan",
            "see whose it is, and remove it if nobody needs it");
      }
    }
    try {
      Files.createDirectories(path);
      for (Piece piece : written) {
        write(piece);
      }
      for (Piece piece : removed) {
        Files.deleteIfExists(path.resolve(piece.name()));
      }
    } catch (IOException e) {
      throw Trouble.unable(path + " cannot be written", e.toString());
    }
    Predicate<Piece> there = present()::contains;
    if (!written.stream().allMatch(there)) {
      throw Trouble.unable(path + " does not have what was written there", "look at it");
    }
  }

  private void write(Piece piece) throws IOException {
    Path part = path.resolve("." + piece.name() + ".part");
    Files.writeString(part, piece.text());
    Files.move(part, path.resolve(piece.name()), StandardCopyOption.ATOMIC_MOVE);
  }
}
