package io.backstay.run.stream;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a base holds and the trees do not any more. Something that was a directory and is none now,
 * or the other way round, has gone as well: nothing can be unpacked over it.
 */
final class Departed {
  private final @Nullable StoredFile list;
  private final BaseMembers base;

  /** Of the trees of a base, with the list of its members; without one nothing has gone. */
  Departed(@Nullable StoredFile list, BaseMembers base) {
    this.list = list;
    this.base = base;
  }

  /** Still there. */
  void seen(Member member) {
    base.seen(member);
  }

  /** Told the name of each that has gone. */
  interface Teller {
    void gone(String name) throws IOException;
  }

  /**
   * Tells what has gone.
   *
   * @param roots the trees that were walked; others may be as they were
   */
  void tell(Set<String> roots, Teller teller) throws IOException {
    if (list == null || !base.anyUnseen()) {
      return;
    }
    try (InventoryReader lines = InventoryReader.open(list)) {
      for (Member member = lines.next(); member != null; member = lines.next()) {
        String name = member.name();
        int slash = name.indexOf('/');
        if (roots.contains(slash < 0 ? name : name.substring(0, slash)) && !base.isSeen(member)) {
          teller.gone(name);
        }
      }
    }
  }
}
