package io.backstay.set;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored file.
 *
 * @param name its own
 * @param bytes its size
 * @param sha256 of its bytes
 * @param md5 of its bytes, when asked for
 * @param sealed how it is encrypted; null when it is not
 */
public record StoredAs(
    String name, long bytes, String sha256, @Nullable String md5, @Nullable Sealed sealed) {
  /** The file beside it that shows tampering, where its encryption does not. */
  public Optional<Sealed.Code> code() {
    return Sealed.Code.of(name, sealed);
  }

  /** The same artifact stored as this file, with another list. */
  public Manifest.Artifact of(Manifest.Artifact artifact, Manifest.@Nullable Inventory list) {
    return new Manifest.Artifact(
        artifact.name(),
        name,
        artifact.kind(),
        artifact.source(),
        bytes,
        sha256,
        md5,
        artifact.plain(),
        artifact.codec(),
        list,
        artifact.facts(),
        sealed);
  }
}
