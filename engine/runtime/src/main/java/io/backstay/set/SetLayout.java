package io.backstay.set;

import io.backstay.program.SetRules;
import io.backstay.spi.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which key everything about a set has. All keys are relative to the store.
 *
 * @param rules the plan's layout, evaluated for this run; listing uses only what does not depend on
 *     a run
 */
public record SetLayout(SetRules rules) {
  /** Where a store keeps what is not an artifact. */
  static final String OURS = ".backstay/";

  static final String MARKS = ".verified.jsonl";
  private static final String PENDING = ".pending.json";
  static final String JSON = ".json";

  /**
   * Refuses a layout whose keys could lie outside the store.
   *
   * @throws Failure when they could
   */
  public SetLayout {
    String manifest = rules.manifest();
    boolean safe =
        SafeNames.path(rules.path())
            && rules.path().startsWith(rules.searchPrefix())
            && (manifest == null || SafeNames.key(manifest));
    String latest = rules.latest();
    if (!safe || (latest != null && !SafeNames.file(latest))) {
      throw Failure.of("R701", "the set's path, manifest or latest is not a name within the store")
          .help("use names without `..`, a leading `-` or `/`, and nothing below `.backstay/`");
    }
  }

  /** Key of an artifact, inventories aside. */
  static String artifact(String path, String stored) {
    return path + stored;
  }

  /** Key of the list of an artifact's members. */
  static String inventory(String id, String name) {
    return OURS + id + "/" + name;
  }

  /** Key of the manifest of a set at a path. */
  String manifest(String path, String id) {
    String name = rules.manifest();
    return name == null ? OURS + id + JSON : path + name;
  }

  /** Key of what was found out about a set since. */
  static String marks(String id) {
    return OURS + id + MARKS;
  }

  /** Key of the record that a set is coming or going. */
  static String pending(String id) {
    return OURS + id + PENDING;
  }

  /** The id of the set that such a key is about, when it is one. */
  static Optional<String> markedId(String key) {
    return isOurs(key, MARKS)
        ? Optional.of(key.substring(OURS.length(), key.length() - MARKS.length()))
        : Optional.empty();
  }

  /** Whether the key is such a record. */
  static boolean isPending(String key) {
    return isOurs(key, PENDING);
  }

  /** The id of the set such a record is about. */
  static String pendingId(String key) {
    return key.substring(OURS.length(), key.length() - PENDING.length());
  }

  /** Where manifests are looked for. */
  String manifestPrefix() {
    return rules.manifest() == null ? OURS : rules.searchPrefix();
  }

  /** Whether a key may be a manifest's. */
  boolean isManifest(String key) {
    String name = rules.manifest();
    if (name != null) {
      return !key.startsWith(OURS) && (key.equals(name) || key.endsWith("/" + name));
    }
    return isAside(key);
  }

  /** Whether a key may be that of a manifest kept aside. */
  static boolean isAside(String key) {
    return isOurs(key, JSON) && !isPending(key);
  }

  private static boolean isOurs(String key, String ending) {
    return key.startsWith(OURS) && key.endsWith(ending) && key.indexOf('/', OURS.length()) < 0;
  }

  /** Every key of a set except its manifest's, artifacts first. */
  static List<String> keys(Manifest manifest) {
    List<String> keys = new ArrayList<>();
    for (Manifest.Artifact artifact : manifest.artifacts()) {
      keys.add(artifact(manifest.path(), artifact.stored()));
      artifact.code().ifPresent(code -> keys.add(artifact(manifest.path(), code.name())));
    }
    for (Manifest.Artifact artifact : manifest.artifacts()) {
      Manifest.Inventory list = artifact.inventory();
      if (list != null) {
        keys.add(inventory(manifest.id(), list.name()));
        list.code().ifPresent(code -> keys.add(inventory(manifest.id(), code.name())));
      }
    }
    return keys;
  }
}
