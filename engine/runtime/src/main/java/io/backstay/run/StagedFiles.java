package io.backstay.run;

import io.backstay.run.stream.Codec;
import io.backstay.run.stream.StoredFile;
import io.backstay.set.Manifest;
import io.backstay.set.StagedSet;

/**
 * Staged files as what the manifest says they are.
 *
 * @param staged where they are
 */
record StagedFiles(StagedSet staged) {
  StoredFile of(Manifest.Artifact artifact) {
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
