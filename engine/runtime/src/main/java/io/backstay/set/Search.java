package io.backstay.set;

import io.backstay.set.SetCatalog.Found;
import io.backstay.set.SetCatalog.Oddity;
import io.backstay.spi.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the manifests of a plan: first where its layout says they are, then, when sets are
 * known to be there and were not seen, everywhere. A plan whose layout has changed does not lose
 * the sets it made before.
 */
final class Search {
  private final SetCatalog catalog;
  private final Vouching vouching;
  private final Map<String, Found> found = new LinkedHashMap<>();
  private final List<Oddity> oddities = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  Search(SetCatalog catalog, Vouching vouching) {
    this.catalog = catalog;
    this.vouching = vouching;
  }

  /** A key of the layout as it is now; what is odd about it is said. */
  void look(String key, byte[] bytes) {
    read(key, bytes).ifPresent(one -> take(one, homeOf(one.manifest()), true));
  }

  /**
   * A key that may be a manifest of an earlier layout; most are not, and nothing is odd in that.
   */
  void lookFurther(String key, byte[] bytes) {
    try {
      ManifestReader.Read read = ManifestReader.read(bytes);
      take(found(key, read), earlierHomeOf(read.manifest(), key), false);
    } catch (Failure e) {
      // Some other file.
    }
  }

  /** Whether it can be the name of a manifest, by any layout. */
  boolean maybe(String key) {
    return !key.startsWith(SetLayout.OURS)
        && (key.endsWith(".json") || catalog.layout().isManifest(key));
  }

  /** Whether some of these sets, known by their ids, were not seen, whosever they are. */
  boolean misses(Collection<String> ids) {
    return !seen.containsAll(ids);
  }

  List<Found> found() {
    return List.copyOf(found.values());
  }

  List<Oddity> oddities() {
    return List.copyOf(oddities);
  }

  private Optional<Found> read(String key, byte[] bytes) {
    try {
      return Optional.of(found(key, ManifestReader.read(bytes)));
    } catch (Failure e) {
      oddities.add(new Oddity(key, Oddity.Kind.UNREADABLE, e.message()));
      return Optional.empty();
    }
  }

  private Found found(String key, ManifestReader.Read read) {
    return new Found(read.manifest(), read.digest(), key, read.manifest().signer(vouching));
  }

  private void take(Found one, String home, boolean aloud) {
    Manifest manifest = one.manifest();
    String whose = foreign(manifest);
    boolean own = whose.isEmpty();
    boolean there = one.key().equals(home) && !found.containsKey(manifest.id());
    if (!own || there) {
      seen.add(manifest.id());
    }
    if (own && there) {
      found.put(manifest.id(), one);
    } else if (aloud) {
      oddities.add(
          own
              ? new Oddity(one.key(), Oddity.Kind.MISPLACED, "it says it belongs at `" + home + "`")
              : new Oddity(one.key(), Oddity.Kind.FOREIGN, whose));
    }
  }

  private String foreign(Manifest manifest) {
    if (!manifest.plan().name().equals(catalog.plan())) {
      return "of plan `" + manifest.plan().name() + "`";
    }
    return manifest.store().equals(catalog.store()) ? "" : "of store `" + manifest.store() + "`";
  }

  private String homeOf(Manifest manifest) {
    return catalog.layout().manifest(manifest.path(), manifest.id());
  }

  /** Beside its artifacts, or aside; the name is whatever it was then. */
  private static String earlierHomeOf(Manifest manifest, String key) {
    String aside = SetLayout.OURS + manifest.id() + SetLayout.JSON;
    return key.equals(aside) ? aside : manifest.path() + key.substring(key.lastIndexOf('/') + 1);
  }
}
