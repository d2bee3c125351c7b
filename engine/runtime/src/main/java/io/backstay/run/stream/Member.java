package io.backstay.run.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member of an archive. Names are relative, use slashes and carry no trailing one; bytes that are
 * not UTF-8 stand in them as lone surrogates.
 *
 * @param name where it stands in the archive
 * @param type what it is
 * @param mode permission bits, set-id and sticky bits included
 * @param uid owner
 * @param gid group
 * @param user owner's name; empty when unknown
 * @param group group's name; empty when unknown
 * @param mtime last change, as precise as the archive tells it
 * @param size bytes of content; 0 for all but files
 * @param target what a symbolic or hard link points to; empty for others
 * @param device device number of a device node, as the kernel packs it
 * @param sha256 digest of the content; null while it is unknown, and for all but files
 * @param attributes whether the archive holds extended attributes or access lists for it
 * @param changed whether the file changed while it was read, so that its content may be torn
 */
public record Member(
    String name,
    Type type,
    int mode,
    long uid,
    long gid,
    String user,
    String group,
    Instant mtime,
    long size,
    String target,
    long device,
    @Nullable String sha256,
    boolean attributes,
    boolean changed) {

  /** What a member can be. */
  public enum Type {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    SYMLINK,
    /** Another name of a member that came before. */
    HARDLINK,
    /** A named pipe. */
    FIFO,
    /** A character device. */
    CHARACTER_DEVICE,
    /** A block device. */
    BLOCK_DEVICE
  }

  static Member directory(String name, int mode, long uid, long gid, Instant mtime) {
    return new Member(
        name, Type.DIRECTORY, mode, uid, gid, "", "", mtime, 0, "", 0, null, false, false);
  }

  Member withContent(long bytes, Instant modified) {
    return new Member(
        name, type, mode, uid, gid, user, group, modified, bytes, target, device, null, false,
        false);
  }

  Member withDigest(String digest, boolean torn) {
    return new Member(
        name,
        type,
        mode,
        uid,
        gid,
        user,
        group,
        mtime,
        size,
        target,
        device,
        digest,
        attributes,
        torn);
  }

  Member asLinkTo(String other) {
    return new Member(
        name, Type.HARDLINK, mode, uid, gid, user, group, mtime, 0, other, 0, null, false, false);
  }

  Member renamed(String other) {
    return new Member(
        other,
        type,
        mode,
        uid,
        gid,
        user,
        group,
        mtime,
        size,
        target,
        device,
        sha256,
        attributes,
        changed);
  }
}
