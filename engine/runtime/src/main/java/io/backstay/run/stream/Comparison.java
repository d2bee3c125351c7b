package io.backstay.run.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the members of an archive, as they come, with an inventory in the same order. */
final class Comparison {
  private static final int NAMED = 20;

  private final @Nullable InventoryReader inventory;
  private final List<String> differences = new ArrayList<>();
  private long differing;
  private boolean lost;
  private Totals totals = Totals.NONE;

  /** A comparison with an inventory, or only a count for null. */
  Comparison(@Nullable InventoryReader inventory) {
    this.inventory = inventory;
  }

  void add(Member member) throws IOException {
    totals = totals.plus(member);
    if (inventory == null || lost) {
      return;
    }
    Member wanted = inventory.next();
    if (wanted == null) {
      lose(RawName.shown(member.name()) + " is not in the inventory");
    } else if (!wanted.name().equals(member.name())) {
      lose(
          "%s stands where the inventory has %s"
              .formatted(RawName.shown(member.name()), RawName.shown(wanted.name())));
    } else {
      compare(wanted, member);
    }
  }

  /** Nothing after this can be compared any more. */
  private void lose(String difference) {
    note(difference);
    lost = true;
  }

  private void compare(Member wanted, Member member) {
    List<String> fields = new ArrayList<>();
    differ(fields, "type", wanted.type(), member.type());
    differ(fields, "mode", octal(wanted), octal(member));
    differ(fields, "uid", wanted.uid(), member.uid());
    differ(fields, "gid", wanted.gid(), member.gid());
    differ(fields, "mtime", wanted.mtime(), member.mtime());
    differ(fields, "size", wanted.size(), member.size());
    differ(fields, "target", wanted.target(), member.target());
    differ(fields, "device", wanted.device(), member.device());
    if (member.type() == Member.Type.FILE && !Objects.equals(wanted.sha256(), member.sha256())) {
      fields.add("another content");
    }
    if (!fields.isEmpty()) {
      note(RawName.shown(member.name()) + " has " + String.join(", ", fields));
    }
  }

  private static String octal(Member member) {
    return "%04o".formatted(member.mode());
  }

  private static void differ(List<String> fields, String what, Object wanted, Object got) {
    if (!wanted.equals(got)) {
      fields.add("%s %s instead of %s".formatted(what, got, wanted));
    }
  }

  private void note(String difference) {
    differing++;
    if (differences.size() < NAMED) {
      differences.add(difference);
    }
  }

  /** To be called when all members were added. */
  Verification finish() throws IOException {
    if (inventory != null && !lost) {
      Member missing = inventory.next();
      if (missing != null) {
        lose(RawName.shown(missing.name()) + " is in the inventory and not in the archive");
      }
    }
    return new Verification(totals, differing, List.copyOf(differences));
  }
}
