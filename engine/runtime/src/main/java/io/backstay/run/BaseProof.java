package io.backstay.run;

import io.backstay.run.stream.ArchiveVerifier;
import io.backstay.run.stream.StoredFile;
import io.backstay.run.stream.StreamException;
import io.backstay.set.Manifest;
import io.backstay.spi.Facts;
import io.backstay.spi.Look;
import io.backstay.spi.Verdict;
import java.io.IOException;

/**
 * Whether the archive another one has left something to still has it.
 *
 * @param base the set it belongs to
 * @param name of the archive
 * @param look the world
 */
record BaseProof(BaseSet base, String name, Look look) {
  /**
   * Proves it.
   *
   * @param list what the other archive holds and has left out
   * @param whole whether the archive is read, and not only what it lists
   * @param own what was found out about the other archive
   */
  Verdict of(StoredFile list, boolean whole, Verdict own) {
    try {
      Manifest.Artifact archive = base.archive(name);
      ArchiveVerifier.compareBase(base.list(archive), list);
      if (whole) {
        ArchiveVerifier.verifyBase(base.file(archive), list, bytes -> {}, look::cancelled);
      }
      return own;
    } catch (StreamException e) {
      return switch (e.kind()) {
        case DAMAGED, REFUSED ->
            new Verdict.NotPassed(
                "what was left to set `" + base.id() + "`", "less", e.message(), Facts.NONE);
        default -> throw StreamFailures.of(e);
      };
    } catch (IOException e) {
      throw StreamFailures.of(e);
    }
  }
}
