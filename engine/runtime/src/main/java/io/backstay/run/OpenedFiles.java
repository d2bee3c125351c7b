package io.backstay.run;

import io.backstay.run.stream.Codec;
import io.backstay.run.stream.StoredFile;
import io.backstay.set.Manifest;
import io.backstay.set.Sealed;
import io.backstay.set.SetContent;
import io.backstay.set.StagedSet;
import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What encrypted files hold, for checks that read it. Each is opened once, into a directory that
 * goes with the run, and takes as much room there as its content.
 *
 * @param directory private, of this run
 * @param opening opens them
 * @param proven told the name of an artifact whose stored bytes have just been proven
 */
record OpenedFiles(Path directory, Opening opening, Consumer<String> proven) {
  /** Finds the encrypted file, proven to be what the manifest names; it may be put at a place. */
  private interface Closed {
    Path at(Path place);
  }

  /** What an artifact of a stored copy holds. */
  StoredFile of(Manifest.Artifact artifact, Sealed sealed, SetContent content) {
    return open(
        artifact.name(),
        artifact.codec(),
        sealed,
        place -> {
          content.fetch(artifact, place);
          proven.accept(artifact.name());
          return place;
        });
  }

  /** What the list of an artifact's members holds. */
  StoredFile of(Manifest.Inventory list, Sealed sealed, SetContent content) {
    return open(
        list.name(),
        Op.Codec.ZSTD,
        sealed,
        place -> {
          content.fetch(list, place);
          return place;
        });
  }

  /** What a staged artifact holds. */
  StoredFile of(Manifest.Artifact artifact, Sealed sealed, StagedSet staged) {
    Path file = staged.file(artifact.stored());
    return open(
        artifact.name(),
        artifact.codec(),
        sealed,
        place -> {
          Proof.demand(file, artifact.sha256());
          proven.accept(artifact.name());
          return file;
        });
  }

  /** What the list of a staged artifact's members holds. */
  StoredFile of(Manifest.Inventory list, Sealed sealed, StagedSet staged) {
    Path file = staged.inventory(list.name());
    return open(
        list.name(),
        Op.Codec.ZSTD,
        sealed,
        place -> {
          Proof.demand(file, list.sha256());
          return file;
        });
  }

  private StoredFile open(String name, Op.Codec codec, Sealed sealed, Closed closed) {
    try {
      Path opened = Private.directory(directory).resolve(name);
      if (Files.notExists(opened)) {
        open(name, sealed, closed, opened);
      }
      return new StoredFile(
          opened,
          Codec.valueOf(codec.name()),
          new StoredFile.Proof(
              sealed.content().bytes(), String.valueOf(sealed.content().sha256())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open(String name, Sealed sealed, Closed closed, Path opened) throws IOException {
    Path place = opened.resolveSibling(name + ".sealed");
    Files.deleteIfExists(place);
    try {
      opening.open(closed.at(place), sealed, name, opened);
    } catch (Failure failure) {
      Files.deleteIfExists(place);
      throw failure;
    }
    Files.deleteIfExists(place);
  }
}
