package io.backstay.run;

import io.backstay.run.stream.Codec;
import io.backstay.run.stream.StoredFile;
import io.backstay.set.Manifest;
import io.backstay.set.StagedSet;
import io.backstay.spi.Failure;

/**
 * Staged files as what the manifest says they are.
 *
 * @param staged where they are
 */
record StagedFiles(StagedSet staged) {
  /** The file of an artifact that is not encrypted. */
  StoredFile of(Manifest.Artifact artifact) {
    if (artifact.sealed() != null) {
      throw Failure.of("R142", "`" + artifact.name() + "` is encrypted already")
          .help("let what reads it come before `encrypt`");
    }
    return new StoredFile(
        staged.file(artifact.stored()),
        Codec.valueOf(artifact.codec().name()),
        new StoredFile.Proof(artifact.bytes(), artifact.sha256()));
  }

  StoredFile of(Manifest.Inventory list) {
    return new StoredFile(
        staged.inventory(list.name()),
        Codec.ZSTD,
        new StoredFile.Proof(list.bytes(), list.sha256()));
  }
}
