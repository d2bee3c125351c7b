package io.backstay.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Steps with a name, and with holes in them that a call fills.
 *
 * @param library the alias of its library
 * @param name its own name
 * @param params by name
 * @param steps as written
 */
record Fragment(String library, String name, Map<String, Param> params, List<Node> steps) {
  /** Copies map and list. */
  Fragment {
    params = Map.copyOf(params);
    steps = List.copyOf(steps);
  }

  /** As calls name it. */
  String qualified() {
    return library + "." + name;
  }

  /**
   * A hole.
   *
   * @param type what fills it
   * @param fallback what does when a call does not say; null when every call has to
   */
  record Param(WrittenParam.Type type, @Nullable Node fallback) {}
}
