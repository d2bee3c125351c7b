package io.backstay.run.stream;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What to unpack, and where to.
 *
 * @param targets name of a root in the archive → an empty directory that takes what stands under
 *     it; members of other roots are read and not unpacked. {@link #ANY_ROOT} takes the only root,
 *     {@link #WHOLE} all members with their whole names
 * @param inventory proves every member on the way; null proves nothing and limits nothing
 * @param base the archive that has what this one has left out; null when it has left out nothing
 * @param owners whether files get their owners back, which needs root
 * @param setIds whether set-user-id, set-group-id and sticky bits come back
 * @param specials what to do about named pipes and devices
 * @param mostBytes bytes of content after which the archive is refused, when there is no inventory
 * @param progress told the plain bytes so far
 * @param cancelled asked a few times a second whether to stop
 */
public record Unpacking(
    Map<String, Path> targets,
    @Nullable StoredFile inventory,
    @Nullable StoredFile base,
    boolean owners,
    boolean setIds,
    Specials specials,
    long mostBytes,
    LongConsumer progress,
    BooleanSupplier cancelled) {

  /** The only root of an archive, whatever its name. */
  public static final String ANY_ROOT = "*";

  /** No root: names are kept whole. */
  public static final String WHOLE = "";

  public Unpacking {
    targets = Map.copyOf(targets);
    boolean alone = targets.containsKey(ANY_ROOT) || targets.containsKey(WHOLE);
    if (targets.isEmpty() || (alone && targets.size() > 1)) {
      throw new IllegalArgumentException("targets that exclude one another: " + targets.keySet());
    }
  }

  /** Named pipes and devices. */
  public enum Specials {
    /** An archive that holds one is refused. */
    REFUSE,
    /** They are left out and counted. */
    SKIP,
    /** They are made, which needs root for devices. */
    CREATE
  }

  /**
   * An archive of our own, with its inventory.
   *
   * @param asRoot whether owners, pipes and devices come back as well
   */
  public static Unpacking of(Map<String, Path> targets, StoredFile inventory, boolean asRoot) {
    return new Unpacking(
        targets,
        inventory,
        null,
        asRoot,
        true,
        asRoot ? Specials.CREATE : Specials.SKIP,
        Long.MAX_VALUE,
        bytes -> {},
        () -> false);
  }

  /** An archive of unknown origin: plain files, directories and links only. */
  public static Unpacking foreign(Map<String, Path> targets, long mostBytes) {
    return new Unpacking(
        targets, null, null, false, false, Specials.REFUSE, mostBytes, bytes -> {}, () -> false);
  }

  /** The same, watched and stoppable. */
  public Unpacking with(LongConsumer teller, BooleanSupplier stopper) {
    return new Unpacking(
        targets, inventory, base, owners, setIds, specials, mostBytes, teller, stopper);
  }

  /** The same of an archive that has left out what another one has. */
  public Unpacking over(StoredFile below) {
    return new Unpacking(
        targets, inventory, below, owners, setIds, specials, mostBytes, progress, cancelled);
  }
}
