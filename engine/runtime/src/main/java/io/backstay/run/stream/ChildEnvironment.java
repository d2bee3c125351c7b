package io.backstay.run.stream;

import java.util.LinkedHashMap;
import java.util.Map;

/** The whole environment of a program: a small base, and what was asked for. */
final class ChildEnvironment {
  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private ChildEnvironment() {}

  static Map<String, String> of(Map<String, String> inherited, Map<String, String> asked) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("PATH", inherited.getOrDefault("PATH", USUAL_PATH));
    all.put("HOME", inherited.getOrDefault("HOME", "/"));
    // Messages are read by people and sizes by us: no thousands separators, no surprises.
    all.put("LANG", "C.UTF-8");
    all.put("LC_ALL", "C.UTF-8");
    if (inherited.containsKey("TZ")) {
      all.put("TZ", inherited.get("TZ"));
    }
    all.putAll(asked);
    return all;
  }
}
