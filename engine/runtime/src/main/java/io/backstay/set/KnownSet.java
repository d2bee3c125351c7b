package io.backstay.set;

import io.backstay.spi.CheckWorld;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A set a store has.
 *
 * @param manifest what it says about itself
 * @param digest the manifest's digest
 * @param key where the manifest is
 * @param signer who vouches for it
 * @param level how far it is proven
 * @param provenAt when that was found out
 * @param marks what was found out about it, oldest first
 * @param sound whether its marks are as they were written; when they are not, nobody knows whether
 *     it was marked broken, and no rule picks it
 * @param pin why it is kept whatever the rules say; null when it is not pinned
 * @param pinnedUntil until when; null for until it is unpinned
 * @param doubt why it may not be what it seems although it is signed; null when nothing speaks
 *     against it
 */
public record KnownSet(
    Manifest manifest,
    String digest,
    String key,
    Signer signer,
    Level level,
    Instant provenAt,
    List<Mark> marks,
    boolean sound,
    @Nullable String pin,
    @Nullable Instant pinnedUntil,
    @Nullable String doubt) {

  static KnownSet of(Manifest manifest, String key, Signer signer, MarkLog log) {
    return new KnownSet(
        manifest,
        log.start(),
        key,
        signer,
        log.level(),
        log.proof().map(Mark::at).orElse(manifest.made().finishedAt()),
        log.marks(),
        log.sound(),
        log.pin().map(Mark::detail).orElse(null),
        log.pin().map(Mark::until).orElse(null),
        null);
  }

  /** The same with something that speaks against it. */
  KnownSet doubted(String why) {
    return new KnownSet(
        manifest,
        digest,
        key,
        signer,
        level,
        provenAt,
        marks,
        sound,
        pin,
        pinnedUntil,
        doubt == null ? why : doubt);
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
    return sound && level != Level.BROKEN && signer.trusted() && doubt == null;
  }

  /** Why no rule picks it; empty when rules may. */
  public Optional<String> trouble() {
    if (!signer.trusted()) {
      return Optional.of(signer.toString());
    }
    if (!sound) {
      return Optional.of("what was found out about it was changed since");
    }
    return doubt == null ? broken().map(Mark::detail) : Optional.of(doubt);
  }

  /** The mark that made it broken. */
  public Optional<Mark> broken() {
    return marks.stream().filter(m -> m.kind() == Mark.Kind.BROKEN).findFirst();
  }

  /** Why it is kept whatever the rules say, and until when; empty when it is not pinned now. */
  public Optional<String> pin(Instant now) {
    if (pin == null || (pinnedUntil != null && !now.isBefore(pinnedUntil))) {
      return Optional.empty();
    }
    return Optional.of(pinnedUntil == null ? pin : pin + ", until " + pinnedUntil);
  }

  /** What checks may know about it. */
  public CheckWorld.Earlier earlier() {
    return new CheckWorld.Earlier(
        id(), manifest.made().startedAt(), manifest.plan().type(), manifest.totalBytes(), usable());
  }

  /**
   * What retention has to know about it. A set this host cannot believe is not its to delete, and
   * counts for nothing.
   */
  public Retention.Subject subject(boolean inUse, Instant now) {
    Manifest.Link base = manifest.base();
    return new Retention.Subject(
        id(),
        manifest.made().startedAt(),
        manifest.plan().type(),
        base == null ? null : base.id(),
        usable() ? level : Level.BROKEN,
        signer.trusted() ? pin(now).orElse(null) : signer.toString(),
        inUse);
  }
}
