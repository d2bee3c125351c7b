package io.backstay.run;

import io.backstay.run.stream.Codec;
import io.backstay.run.stream.StoredFile;
import io.backstay.set.Manifest;
import io.backstay.set.SetContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Files of a stored copy on this host: where they are when the store is a directory, else brought
 * here, which takes room.
 *
 * @param content the copy
 * @param directory where they are brought to; goes with the run
 * @param proven told the name of an artifact whose stored bytes have just been proven
 */
record StoreFiles(SetContent content, Path directory, Consumer<String> proven) {
  StoredFile of(Manifest.Artifact artifact) {
    return new StoredFile(
        content.local(artifact).orElseGet(() -> brought(artifact)),
        Codec.valueOf(artifact.codec().name()),
        new StoredFile.Proof(artifact.bytes(), artifact.sha256()));
  }

  private Path brought(Manifest.Artifact artifact) {
    Path file = path(artifact.stored());
    if (Files.notExists(file)) {
      content.fetch(artifact, file);
      proven.accept(artifact.name());
    }
    return file;
  }

  StoredFile of(Manifest.Inventory list) {
    Path file = path(list.name());
    if (Files.notExists(file)) {
      content.fetch(list, file);
    }
    return new StoredFile(file, Codec.ZSTD, new StoredFile.Proof(list.bytes(), list.sha256()));
  }

  private Path path(String name) {
    try {
      return Private.directory(directory).resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
