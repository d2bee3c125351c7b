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
    InventoryReader.Contents wanted = InventoryReader.contents(inventory);
    demandBase(archive, wanted, plan);
    Totals all = wanted.held().plus(wanted.left());
    Limits limits = new Limits(all.members(), all.bytes());
    try (InventoryReader lines = InventoryReader.open(inventory)) {
      return unpack(archive, plan, limits, new Comparison(lines));
    }
  }

  private static void demandBase(
      StoredFile archive, InventoryReader.Contents wanted, Unpacking plan) throws StreamException {
    if (wanted.left().files() > 0 && plan.base() == null) {
      throw StreamException.of(
          Kind.REFUSED,
          "`%s` has left out %d files that the archive it builds on has"
              .formatted(archive.file(), wanted.left().files()));
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
      complete(plan, unpacker);
      return unpacker.finish();
    }
  }

  /** What was left out comes from the base, every file of it with the content it had. */
  private static void complete(Unpacking plan, Unpacker unpacker) throws IOException {
    StoredFile inventory = plan.inventory();
    StoredFile base = plan.base();
    if (base != null && inventory != null) {
      FileSet wanted = FileSet.left(inventory);
      BaseCount count = new BaseCount(wanted);
      ArchiveReading reading = new ArchiveReading(base, plan.progress());
      reading.add("unpack", new FromBase(wanted, unpacker));
      reading.add("prove", new MemberDigests(count::add));
      reading.run(plan.cancelled());
      count.finish(base);
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
