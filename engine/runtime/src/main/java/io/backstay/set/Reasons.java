package io.backstay.set;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Why sets are kept, as it is found out. */
final class Reasons {
  private final Map<String, List<String>> byId = new HashMap<>();

  void keep(Retention.Subject set, String why) {
    byId.computeIfAbsent(set.id(), id -> new ArrayList<>()).add(why);
  }

  List<String> of(Retention.Subject set) {
    return List.copyOf(byId.getOrDefault(set.id(), List.of()));
  }

  boolean keeps(Retention.Subject set) {
    return byId.containsKey(set.id());
  }
}
