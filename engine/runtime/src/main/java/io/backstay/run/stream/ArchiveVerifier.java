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

  /**
   * Reads a base as far as another archive rests on it: every file the other has left to it, with
   * its content.
   *
   * @param base the archive
   * @param inventory of the archive that builds on it
   * @return how many files that are
   * @throws StreamException when one of them is missing or has another content
   */
  public static long verifyBase(
      StoredFile base, StoredFile inventory, LongConsumer progress, BooleanSupplier cancelled)
      throws IOException {
    FileSet wanted = FileSet.left(inventory);
    BaseCount count = new BaseCount(wanted);
    ArchiveReading reading = new ArchiveReading(base, progress);
    reading.add("digest", new MemberDigests(count::add));
    reading.run(cancelled);
    count.finish(base);
    return wanted.files();
  }

  /**
   * Holds the list of what an archive has left to its base against the base's own.
   *
   * @throws StreamException when the base does not list all of it
   */
  public static void compareBase(StoredFile baseInventory, StoredFile inventory)
      throws IOException {
    FileSet wanted = FileSet.left(inventory);
    BaseCount count = new BaseCount(wanted);
    try (InventoryReader lines = InventoryReader.open(baseInventory)) {
      for (Member member = lines.next(); member != null; member = lines.next()) {
        count.add(member);
      }
    }
    count.finish(baseInventory);
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
