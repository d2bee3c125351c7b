package io.backstay.set;

import io.backstay.spi.CheckWorld;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A set a store has.
 *
 * @param manifest what it says about itself
 * @param digest the manifest's digest
 * @param key where the manifest is
 * @param level how far it is proven
 * @param marks what was found out about it, oldest first
 * @param sound whether its marks are as they were written; when they are not, nobody knows whether
 *     it was marked broken, and no rule picks it
 * @param pin why it is kept whatever the rules say; null when it is not pinned
 */
public record KnownSet(
    Manifest manifest,
    String digest,
    String key,
    Level level,
    List<Mark> marks,
    boolean sound,
    @Nullable String pin) {

  static KnownSet of(Manifest manifest, String key, MarkLog log) {
    return new KnownSet(
        manifest, log.start(), key, log.level(), log.marks(), log.sound(), log.pin().orElse(null));
  }

  /** Its id. */
  public String id() {
    return manifest.id();
  }

  /** A link to exactly this set. */
  public Manifest.Link link() {
    return new Manifest.Link(id(), digest);
  }

  /** Whether a rule such as {@code latest} may pick it. */
  public boolean usable() {
    return sound && level != Level.BROKEN;
  }

  /** The mark that made it broken. */
  public Optional<Mark> broken() {
    return marks.stream().filter(m -> m.kind() == Mark.Kind.BROKEN).findFirst();
  }

  /** What checks may know about it. */
  public CheckWorld.Earlier earlier() {
    return new CheckWorld.Earlier(
        id(), manifest.made().startedAt(), manifest.plan().type(), manifest.totalBytes(), usable());
  }

  /** What retention has to know about it. */
  public Retention.Subject subject(boolean inUse) {
    Manifest.Link base = manifest.base();
    return new Retention.Subject(
        id(),
        manifest.made().startedAt(),
        manifest.plan().type(),
        base == null ? null : base.id(),
        sound ? level : Level.BROKEN,
        pin,
        inUse);
  }
}
