package io.backstay.plan;

/** Defaults, written in annotations as they would stand in a plan. */
final class Fallbacks {
  private Fallbacks() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is not YAML
   */
  static Node read(String where, String text) {
    try {
      return YamlTree.read(new SourceText("default of " + where, "v: " + text))
          .root()
          .fields()
          .getFirst()
          .value();
    } catch (Unreadable e) {
      throw new IllegalArgumentException(where + " has a default that is not YAML: " + text, e);
    }
  }
}
