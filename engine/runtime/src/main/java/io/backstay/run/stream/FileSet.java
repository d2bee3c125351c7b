package io.backstay.run.stream;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Files of a list of members, to be found again by all that is known of them: name, size, time of
 * the last change, mode and owner, and the digest of their content. Nothing is taken for the same
 * because it is as large and as old.
 */
final class FileSet {
  private final Prints prints = new Prints();
  private long files;

  private FileSet() {}

  /** The files an archive has left to its base; those that may be torn are nobody's. */
  static FileSet left(StoredFile inventory) throws IOException {
    FileSet set = new FileSet();
    try (InventoryReader lines = InventoryReader.open(inventory)) {
      for (InventoryReader.Listed one = lines.listed(); one != null; one = lines.listed()) {
        if (one.inBase() && !one.member().changed()) {
          set.add(one.member());
        }
      }
    }
    return set;
  }

  private void add(Member member) {
    if (member.type() == Member.Type.FILE) {
      prints.add(text(member, null));
      prints.add(text(member, member.sha256()));
      files++;
    }
  }

  long files() {
    return files;
  }

  /** Whether there is one that looks the same from outside; only its content can tell. */
  boolean resembles(Member file) {
    return files > 0 && prints.contains(text(file, null));
  }

  /** Whether there is the very same one, its content included. */
  boolean holds(Member file) {
    return file.sha256() != null && files > 0 && prints.contains(text(file, file.sha256()));
  }

  private static String text(Member file, @Nullable String sha256) {
    return file.size()
        + " "
        + file.mtime()
        + " "
        + file.mode()
        + " "
        + file.uid()
        + " "
        + file.gid()
        + " "
        + (sha256 == null ? "-" : sha256)
        + " "
        + file.name();
  }
}
