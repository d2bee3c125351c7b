package io.backstay.run.stream;

import io.backstay.run.stream.Archive.Memory;
import io.backstay.run.stream.Archive.Root;
import io.backstay.run.stream.Archive.Tree;
import io.backstay.run.stream.Archive.WhenChanging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes, verifies and unpacks archives the way a run does. */
final class Archives {
  private Archives() {}

  /**
   * A stored archive.
   *
   * @param file the archive, with the proof of what was stored
   * @param inventory its inventory
   * @param report what went in
   */
  record Made(StoredFile file, StoredFile inventory, ArchiveReport report) {}

  /** Archives trees; the inventory stands beside the archive. */
  static Made make(Path name, Root... roots) throws IOException {
    return make(name, null, roots);
  }

  /** The same of what another archive does not have. */
  static Made make(Path name, @Nullable Made base, Root... roots) throws IOException {
    Path inventory = name.resolveSibling(name.getFileName() + ".inventory");
    StoredFile below = base == null ? null : base.inventory();
    TarWriter writer =
        new TarWriter(new Archive(List.of(roots), WhenChanging.FAIL, inventory, below));
    Stored stored = Pipeline.store(writer, Destination.of(name));
    return new Made(
        StoredFile.of(name).proven(stored),
        new StoredFile(inventory, Codec.ZSTD, null),
        writer.report());
  }

  static Tree tree(String name, Path directory) {
    return new Tree(name, directory, List.of(), List.of());
  }

  /** The same of one whose files are remembered. */
  static Tree tree(String name, Path directory, Memory memory) {
    return new Tree(name, directory, List.of(), List.of(), memory);
  }

  static Verification verify(StoredFile archive, StoredFile inventory) throws IOException {
    return ArchiveVerifier.verify(archive, inventory, bytes -> {}, () -> false);
  }

  /** Unpacks an archive somebody else made. */
  static Unpacked unpack(Path archive, String root, Path target) throws IOException {
    return TarExtractor.unpack(
        StoredFile.of(archive), Unpacking.foreign(Map.of(root, target), Long.MAX_VALUE));
  }
}
