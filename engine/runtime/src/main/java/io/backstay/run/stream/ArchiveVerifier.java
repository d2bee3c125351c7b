package io.backstay.run.stream;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads archives to their end and tells what they hold. */
public final class ArchiveVerifier {
  private ArchiveVerifier() {}

  /**
   * Reads every byte: the stored digest, the compression, both end blocks, and with an inventory
   * every member's digest, size, mode, owner and time.
   *
   * @param archive the archive
   * @param inventory its inventory; null only counts
   * @param progress told the plain bytes so far
   * @param cancelled asked a few times a second whether to stop
   * @throws StreamException when the archive cannot be read to its end; members that differ from
   *     the inventory are told in the result
   */
  public static Verification verify(
      StoredFile archive,
      @Nullable StoredFile inventory,
      LongConsumer progress,
      BooleanSupplier cancelled)
      throws IOException {
    if (inventory == null) {
      return verify(archive, new Comparison(null), progress, cancelled);
    }
    try (InventoryReader lines = InventoryReader.open(inventory)) {
      return verify(archive, new Comparison(lines), progress, cancelled);
    }
  }

  private static Verification verify(
      StoredFile archive, Comparison comparison, LongConsumer progress, BooleanSupplier cancelled)
      throws IOException {
    ArchiveReading reading = new ArchiveReading(archive, progress);
    reading.add("digest", new MemberDigests(comparison::add));
    reading.run(cancelled);
    return comparison.finish();
  }
}
