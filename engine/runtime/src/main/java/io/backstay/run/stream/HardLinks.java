package io.backstay.run.stream;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers files with several names until the last name was seen. */
final class HardLinks {
  private final Map<Object, Seen> seen = new HashMap<>();

  private record Seen(String name, int left) {}

  /** The name under which a file came before; null when this is the first. */
  @Nullable String first(Stat stat, String name) {
    if (stat.links() < 2) {
      return null;
    }
    Seen before = seen.get(stat.key());
    if (before == null) {
      seen.put(stat.key(), new Seen(name, stat.links() - 1));
      return null;
    }
    if (before.left() > 1) {
      seen.put(stat.key(), new Seen(before.name(), before.left() - 1));
    } else {
      seen.remove(stat.key());
    }
    return before.name();
  }
}
