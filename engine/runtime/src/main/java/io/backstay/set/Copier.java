package io.backstay.set;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a set from one store to another, where it is a set like any other: every byte is proven on
 * the way, and it is there as a whole or not at all.
 *
 * <p>Whoever calls holds the lock of the plan.
 */
public final class Copier {
  private final Publisher publisher;
  private final SetCatalog to;

  /**
   * A copier.
   *
   * @param publisher into the other store
   * @param to the catalog of that store
   */
  public Copier(Publisher publisher, SetCatalog to) {
    this.publisher = publisher;
    this.to = to;
  }

  /**
   * Copies.
   *
   * @param set the set as the first store has it
   * @param content what it holds there
   * @param staged where it lies on the way; empty
   * @param path where its files lie in the other store
   * @param as what the file is called there whose name ends in the same way; null for its own name
   * @return the set as the other store has it
   * @throws Failure when it is not what its manifest says, or cannot be put there; the other store
   *     is then as it was
   */
  public KnownSet copy(
      KnownSet set, SetContent content, StagedSet staged, String path, @Nullable String as) {
    Manifest before = set.manifest();
    List<Manifest.Artifact> artifacts =
        before.artifacts().stream()
            .map(artifact -> bring(artifact, stored(artifact, before, as), content, staged))
            .toList();
    return publisher.publish(
        previous -> draft(before, path, artifacts, previous),
        staged,
        artifacts.size() + " artifacts, copied from store " + before.store());
  }

  private Manifest draft(
      Manifest before,
      String path,
      List<Manifest.Artifact> artifacts,
      Manifest.@Nullable Link previous) {
    Recipes recipes = new Recipes(before.id(), path, null);
    return new Manifest(
        before.id(),
        before.plan(),
        to.store(),
        path,
        before.made(),
        null,
        previous,
        before.tools(),
        artifacts,
        before.recorded(),
        artifacts.stream().map(recipes::of).toList(),
        null);
  }

  private static Manifest.Artifact bring(
      Manifest.Artifact artifact, String stored, SetContent content, StagedSet staged) {
    content.copy(artifact, staged.file(stored));
    Manifest.Artifact there = artifact.storedAs(stored);
    there.code().ifPresent(code -> write(staged.file(code.name()), code.text()));
    Manifest.Inventory list = artifact.inventory();
    if (list != null) {
      content.fetch(list, staged.inventory(list.name()));
      list.code().ifPresent(code -> write(staged.inventory(code.name()), code.text()));
    }
    return there;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw Failure.of("R713", "cannot write `" + file + "`").because(e);
    }
  }

  /** What is encrypted keeps the ending that says so. */
  private static String stored(Manifest.Artifact artifact, Manifest set, @Nullable String as) {
    if (as == null || !artifact.name().endsWith(ending(as)) || several(set, ending(as))) {
      return artifact.stored();
    }
    boolean longer = artifact.stored().startsWith(artifact.name());
    return as + (longer ? artifact.stored().substring(artifact.name().length()) : "");
  }

  private static boolean several(Manifest set, String ending) {
    return set.artifacts().stream().filter(one -> one.name().endsWith(ending)).count() > 1;
  }

  /** The format, and how it is compressed: {@code .sql.gz}. */
  private static String ending(String name) {
    int last = name.lastIndexOf('.');
    boolean packed = name.endsWith(".gz") || name.endsWith(".zst");
    int format = packed ? name.lastIndexOf('.', last - 1) : last;
    return name.substring(Math.max(0, format >= 0 ? format : last));
  }
}
