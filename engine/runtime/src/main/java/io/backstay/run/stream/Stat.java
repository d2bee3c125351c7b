package io.backstay.run.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All the system knows about a directory entry.
 *
 * @param key identity of the file: device and number
 * @param system device of the file system it lies on
 * @param inode its number there
 * @param altered when the file was last altered in any way; nobody can set it to what they like
 * @param mode type and permissions
 * @param uid owner
 * @param gid group
 * @param links how many names the file has
 * @param device number of a device node
 * @param attributes the same file's attributes, read through its open directory
 */
record Stat(
    Object key,
    long system,
    long inode,
    Instant altered,
    int mode,
    int uid,
    int gid,
    int links,
    long device,
    PosixFileAttributes attributes) {

  private static final String WANTED = "unix:fileKey,dev,ino,ctime,mode,uid,gid,nlink,rdev";
  private static final int TYPE = 0170000;
  private static final int PERMISSIONS = 07777;
  private static final int TRIES = 3;

  /**
   * Looks at an entry of a directory, or at the directory itself for null.
   *
   * <p>Only a path tells the whole mode and the owner's number; only the open directory is sure to
   * be the right one. So both are asked, and have to speak of the same file.
   *
   * @throws NoSuchFileException when the entry is gone, or is another one each time it is looked at
   */
  static Stat of(OpenDirectory directory, @Nullable Path name) throws IOException {
    Path path = directory.path(name);
    for (int i = 0; i < TRIES; i++) {
      Map<String, Object> all = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
      PosixFileAttributes sure = directory.attributes(name);
      Object key = Objects.requireNonNull(sure.fileKey(), "every file here has a number");
      if (key.equals(all.get("fileKey"))) {
        return of(key, all, sure);
      }
    }
    throw new NoSuchFileException(path.toString());
  }

  private static Stat of(Object key, Map<String, Object> all, PosixFileAttributes sure) {
    return new Stat(
        key,
        number(all, "dev").longValue(),
        number(all, "ino").longValue(),
        ((FileTime) got(all, "ctime")).toInstant(),
        number(all, "mode").intValue(),
        number(all, "uid").intValue(),
        number(all, "gid").intValue(),
        number(all, "nlink").intValue(),
        number(all, "rdev").longValue(),
        sure);
  }

  private static Number number(Map<String, Object> all, String attribute) {
    return (Number) got(all, attribute);
  }

  private static Object got(Map<String, Object> all, String attribute) {
    return Objects.requireNonNull(all.get(attribute), attribute);
  }

  /** What the entry is as a member of an archive; null for a socket. */
  Member.@Nullable Type type() {
    return switch (mode & TYPE) {
      case 0100000 -> Member.Type.FILE;
      case 0040000 -> Member.Type.DIRECTORY;
      case 0120000 -> Member.Type.SYMLINK;
      case 0010000 -> Member.Type.FIFO;
      case 0020000 -> Member.Type.CHARACTER_DEVICE;
      case 0060000 -> Member.Type.BLOCK_DEVICE;
      default -> null;
    };
  }

  Instant mtime() {
    return attributes.lastModifiedTime().toInstant();
  }

  long size() {
    return attributes.size();
  }

  /** Whether the other look saw the same file with the same content, as far as times can tell. */
  boolean sameContent(PosixFileAttributes later) {
    return key.equals(later.fileKey())
        && size() == later.size()
        && mtime().equals(later.lastModifiedTime().toInstant());
  }

  Member member(String name, Member.Type type, String target, Owners owners) {
    return new Member(
        name,
        type,
        mode & PERMISSIONS,
        Integer.toUnsignedLong(uid),
        Integer.toUnsignedLong(gid),
        owners.user(uid, attributes),
        owners.group(gid, attributes),
        mtime(),
        type == Member.Type.FILE ? size() : 0,
        target,
        type == Member.Type.CHARACTER_DEVICE || type == Member.Type.BLOCK_DEVICE ? device : 0,
        null,
        false,
        false);
  }
}
