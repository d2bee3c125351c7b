package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks archives into fresh directories. Nothing is ever made outside them, whatever the archive
 * says and whoever meddles meanwhile; what it must not hold is refused.
 */
public final class TarExtractor {
  private TarExtractor() {}

  /**
   * Unpacks an archive and, with an inventory, proves every member on the way. When this throws,
   * the targets hold a part of the archive, and the caller removes them.
   *
   * @throws StreamException when the archive is damaged, is refused, or is not what the inventory
   *     says
   */
  public static Unpacked unpack(StoredFile archive, Unpacking plan) throws IOException {
    StoredFile inventory = plan.inventory();
    if (inventory == null) {
      return unpack(archive, plan, new Limits(Long.MAX_VALUE, plan.mostBytes()), null);
    }
    Totals wanted = InventoryReader.totals(inventory);
    Limits limits = new Limits(wanted.members(), wanted.bytes());
    try (InventoryReader lines = InventoryReader.open(inventory)) {
      return unpack(archive, plan, limits, new Comparison(lines));
    }
  }

  private static Unpacked unpack(
      StoredFile archive, Unpacking plan, Limits limits, @Nullable Comparison comparison)
      throws IOException {
    try (Targets targets = Targets.open(plan.targets());
        Unpacker unpacker = new Unpacker(plan, limits, targets)) {
      ArchiveReading reading = new ArchiveReading(archive, plan.progress());
      reading.add("unpack", unpacker);
      if (comparison != null) {
        reading.add("prove", new MemberDigests(comparison::add));
      }
      reading.run(plan.cancelled());
      prove(archive, comparison);
      return unpacker.finish();
    }
  }

  private static void prove(StoredFile archive, @Nullable Comparison comparison)
      throws IOException {
    if (comparison == null) {
      return;
    }
    Verification verification = comparison.finish();
    if (!verification.clean()) {
      throw StreamException.of(
          Kind.DAMAGED,
          "`%s` is not what its inventory says: %s"
              .formatted(archive.file(), String.join("; ", verification.differences())));
    }
  }
}
