package io.backstay.run;

import io.backstay.set.Manifest;
import io.backstay.spi.Verdict;
import java.io.InputStream;

/** Reads an archive to its end and holds it against the list of its members. */
final class ArchiveReading {
  private ArchiveReading() {}

  static Verdict of(InputStream tar, InputStream inventory, Manifest.Artifact artifact) {
    throw new UnsupportedOperationException(tar + " " + inventory + artifact);
  }
}
