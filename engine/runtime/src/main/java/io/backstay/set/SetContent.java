package io.backstay.set;

import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a set in a store holds. Bytes are only ever handed on as what the manifest says they are.
 */
public final class SetContent {
  private final KnownSet set;
  private final Store.Reader reader;

  /**
   * The content of a set.
   *
   * @param set from a catalog
   * @param reader of the store that has it
   */
  public SetContent(KnownSet set, Store.Reader reader) {
    this.set = set;
    this.reader = reader;
  }

  /**
   * The stored bytes of an artifact. Reading past the last one fails when they were not those the
   * manifest names, so whoever reads to the end has proven them.
   *
   * @throws Failure when the object is missing or has another size
   */
  public InputStream stored(Manifest.Artifact artifact) {
    String key = key(artifact);
    demandCode(artifact);
    return open(key, artifact.bytes(), artifact.sha256());
  }

  /**
   * The stored bytes of an artifact for whoever proves them by other means.
   *
   * @throws Failure when the object is missing or has another size
   */
  public InputStream unproven(Manifest.Artifact artifact) {
    String key = key(artifact);
    demand(key, artifact.bytes());
    demandCode(artifact);
    return reader.open(key);
  }

  /**
   * Looks whether an artifact is there.
   *
   * @throws Failure when it is missing or has another size
   */
  public void demand(Manifest.Artifact artifact) {
    demand(SetLayout.artifact(set.manifest().path(), artifact.stored()), artifact.bytes());
  }

  /** The stored bytes of the list of an artifact's members, proven in the same way. */
  public InputStream inventory(Manifest.Inventory inventory) {
    String key = SetLayout.inventory(set.id(), inventory.name());
    inventory.code().ifPresent(code -> demand(code, SetLayout.inventory(set.id(), code.name())));
    return open(key, inventory.bytes(), inventory.sha256());
  }

  /** The artifact as a local file, when the store is a directory; not proven. */
  public Optional<Path> local(Manifest.Artifact artifact) {
    return reader.local(key(artifact));
  }

  /**
   * Brings an artifact to a file of this host; the name appears when all of it was proven and is
   * durable. In a directory of the same file system it becomes another name of the stored file, for
   * readers only.
   *
   * @return whether it is the stored file itself
   * @throws Failure when it is missing, is not what the manifest says, or cannot be written
   */
  public boolean fetch(Manifest.Artifact artifact, Path target) {
    String key = key(artifact);
    demand(key, artifact.bytes());
    demandCode(artifact);
    boolean linked =
        reader.local(key).filter(file -> Link.prove(file, key, target, artifact)).isPresent();
    if (!linked) {
      copy(() -> stored(artifact), target);
    }
    return linked;
  }

  /**
   * Gives the stored file of an artifact another name, for readers only, who prove it themselves.
   *
   * @return false where there is no such file or no such name; nothing was done then
   * @throws Failure when it is missing or has another size
   */
  public boolean link(Manifest.Artifact artifact, Path target) {
    String key = key(artifact);
    demand(key, artifact.bytes());
    demandCode(artifact);
    return reader.local(key).filter(file -> Link.make(file, target)).isPresent();
  }

  /**
   * Copies an artifact to a file of this host, which is never the stored file itself.
   *
   * @throws Failure as for {@link #fetch(Manifest.Artifact, Path)}
   */
  public void copy(Manifest.Artifact artifact, Path target) {
    copy(() -> stored(artifact), target);
  }

  /** Copies the list of an artifact's members, in the same way. */
  public void fetch(Manifest.Inventory inventory, Path target) {
    copy(() -> inventory(inventory), target);
  }

  /**
   * Bytes of known length and digest: reading past the last one fails when they are others.
   *
   * @param what whose they are, for messages
   */
  public static InputStream proven(InputStream in, String what, Manifest.Content content) {
    return new ProvenStream(in, what, content.bytes(), String.valueOf(content.sha256()));
  }

  /**
   * Until when the store lets nobody delete or replace any of it; empty when it promises that of a
   * part of it at most.
   *
   * @throws Failure when the store cannot be asked
   */
  public Optional<Instant> lockedUntil() {
    List<Optional<Instant>> until =
        Stream.concat(Stream.of(set.key()), set.manifest().artifacts().stream().map(this::key))
            .map(reader::lockedUntil)
            .toList();
    return until.stream().allMatch(Optional::isPresent)
        ? until.stream().flatMap(Optional::stream).min(Comparator.naturalOrder())
        : Optional.empty();
  }

  private String key(Manifest.Artifact artifact) {
    return SetLayout.artifact(set.manifest().path(), artifact.stored());
  }

  private void demandCode(Manifest.Artifact artifact) {
    artifact
        .code()
        .ifPresent(code -> demand(code, SetLayout.artifact(set.manifest().path(), code.name())));
  }

  /** Who restores by hand goes by this file, so it has to be there and right. */
  private void demand(Sealed.Code code, String key) {
    byte[] wanted = code.text().getBytes(StandardCharsets.US_ASCII);
    demand(key, wanted.length);
    try (InputStream in = reader.open(key)) {
      if (!Arrays.equals(in.readNBytes(wanted.length), wanted)) {
        throw ProvenStream.differs("`" + key + "` is not the code that the manifest names");
      }
    } catch (IOException e) {
      throw Failure.of("R135", "cannot read `" + key + "`").because(e);
    }
  }

  private InputStream open(String key, long bytes, String sha256) {
    demand(key, bytes);
    return new ProvenStream(reader.open(key), key, bytes, sha256);
  }

  private void demand(String key, long bytes) {
    Store.Stored stored =
        reader
            .stat(key)
            .orElseThrow(
                () ->
                    Failure.of("R712", "set `" + set.id() + "` has lost `" + key + "`")
                        .help("restore another set, or the same one from another store"));
    if (stored.bytes() != bytes) {
      throw ProvenStream.differs(
          "`" + key + "` has " + stored.bytes() + " bytes, and the manifest says " + bytes);
    }
  }

  private static void copy(java.util.function.Supplier<InputStream> from, Path target) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      Files.deleteIfExists(part);
      try (InputStream in = from.get();
          FileChannel out = FileChannel.open(part, options, mode)) {
        in.transferTo(Channels.newOutputStream(out));
        out.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Failure.of("R713", "cannot write `" + target + "`").because(e);
    }
  }
}
