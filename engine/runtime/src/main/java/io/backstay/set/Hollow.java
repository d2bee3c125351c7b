package io.backstay.set;

import io.backstay.spi.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sets of which little more is left than their manifest. */
final class Hollow {
  private Hollow() {}

  /**
   * The same sets; those of which something is not there, or has another size, say so.
   *
   * @param objects everything the store has
   */
  static List<KnownSet> doubting(List<KnownSet> sets, List<Store.Stored> objects) {
    Map<String, Long> there =
        objects.stream()
            .collect(Collectors.toMap(Store.Stored::key, Store.Stored::bytes, (a, b) -> a));
    return sets.stream().map(set -> missing(set, there).map(set::doubted).orElse(set)).toList();
  }

  private static Optional<String> missing(KnownSet set, Map<String, Long> there) {
    Map<String, Long> sizes = sizes(set.manifest());
    for (String key : SetLayout.keys(set.manifest())) {
      Long bytes = there.get(key);
      if (bytes == null) {
        return Optional.of("`" + key + "`, which belongs to it, is not there");
      }
      if (!bytes.equals(sizes.getOrDefault(key, bytes))) {
        return Optional.of("`" + key + "` has not the size it was made with");
      }
    }
    return Optional.empty();
  }

  private static Map<String, Long> sizes(Manifest manifest) {
    Map<String, Long> sizes = new HashMap<>();
    for (Manifest.Artifact artifact : manifest.artifacts()) {
      sizes.put(SetLayout.artifact(manifest.path(), artifact.stored()), artifact.bytes());
      Manifest.Inventory list = artifact.inventory();
      if (list != null) {
        sizes.put(SetLayout.inventory(manifest.id(), list.name()), list.bytes());
      }
    }
    return sizes;
  }
}
