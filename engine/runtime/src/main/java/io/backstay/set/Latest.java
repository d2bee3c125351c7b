package io.backstay.set;

import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import java.util.Optional;

/**
 * The link beside the sets of a plan that leads to the newest one that can be relied on. Without
 * such a link in the layout nothing here does anything.
 */
public final class Latest {
  private final SetCatalog catalog;
  private final Store.Writer writer;

  /**
   * The link of a catalog's sets.
   *
   * @param catalog of the plan in the store
   * @param store access to the same store
   */
  public Latest(SetCatalog catalog, Store.Writer store) {
    this.catalog = catalog;
    this.writer = catalog.layout().rules().applied(store);
  }

  /**
   * Leads to the newest set that is proven at least so far: to its directory, or in a flat layout
   * to its only artifact. Where there is none the link stays as it is.
   *
   * @throws Failure when the store cannot be listed or refuses
   */
  public void lead(Level proven) {
    String link = catalog.layout().rules().latest();
    if (link != null) {
      newest(proven).ifPresent(set -> lead(link, set.manifest()));
    }
  }

  /**
   * Refuses a set that no link could lead to, before anything of it is stored.
   *
   * @throws Failure when the set is flat and has several artifacts
   */
  static void demandTarget(SetLayout layout, Manifest manifest) {
    int artifacts = manifest.artifacts().size();
    if (layout.rules().latest() != null && manifest.path().isEmpty() && artifacts != 1) {
      throw Failure.of("R709", "`latest` cannot lead to " + artifacts + " files")
          .help("give sets a `path` of their own, such as ${run.stamp}/");
    }
  }

  private Optional<KnownSet> newest(Level proven) {
    return catalog.list().sets().stream()
        .filter(set -> set.usable() && set.level().atLeast(proven))
        .findFirst();
  }

  private void lead(String link, Manifest manifest) {
    demandTarget(catalog.layout(), manifest);
    String path = manifest.path();
    String target =
        path.isEmpty()
            ? manifest.artifacts().getFirst().stored()
            : path.substring(0, path.length() - 1);
    int slash = target.lastIndexOf('/');
    writer.link(target.substring(0, slash + 1) + link, target);
  }
}
