package io.backstay.run.stream;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives files the owner, time and mode they had; in this order, since each undoes the next. */
final class Restoring {
  private static final int PERMISSIONS = 0777;
  private static final int SPECIAL = 07000;
  private static final int PRIVATE_FILE = 0600;
  private static final UserPrincipalLookupService PRINCIPALS =
      FileSystems.getDefault().getUserPrincipalLookupService();

  private final boolean owners;
  private final boolean setIds;
  private final FileTime now = FileTime.from(Instant.now());

  /** Restores owners, and set-id and sticky bits, only where wanted. */
  Restoring(boolean owners, boolean setIds) {
    this.owners = owners;
    this.setIds = setIds;
  }

  /**
   * Restores a file or, for null, the directory itself.
   *
   * @param made who owns it so far
   */
  void restore(OpenDirectory directory, @Nullable Path name, Member member, Owner made)
      throws IOException {
    PosixFileAttributeView view = directory.view(name);
    if (owners && !made.equals(Owner.of(member))) {
      view.setOwner(PRINCIPALS.lookupPrincipalByName(number(member.uid())));
      view.setGroup(PRINCIPALS.lookupPrincipalByGroupName(number(member.gid())));
    }
    view.setTimes(time(member), now, null);
    if (name == null || (member.mode() & PERMISSIONS) != PRIVATE_FILE) {
      view.setPermissions(permissions(member.mode()));
    }
    if (setIds && (member.mode() & SPECIAL) != 0) {
      setMode(directory, name, member.mode());
    }
  }

  /** There is no way to set these bits but by path, so that has to lead to the same file. */
  private static void setMode(OpenDirectory directory, @Nullable Path name, int mode)
      throws IOException {
    Stat.of(directory, name);
    Files.setAttribute(directory.path(name), "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  /** Restores a symbolic link that only we can reach yet. */
  void restoreLink(Path link, Member member) throws IOException {
    if (owners) {
      Files.setAttribute(link, "unix:uid", (int) member.uid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(link, "unix:gid", (int) member.gid(), LinkOption.NOFOLLOW_LINKS);
    }
    Files.getFileAttributeView(link, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(time(member), now, null);
  }

  /** The system looks a name up first and takes it for a number when nobody has it. */
  private static String number(long id) {
    return Integer.toString((int) id);
  }

  /** The JDK cannot set a fraction of a second before 1970; whole seconds it can. */
  private static FileTime time(Member member) {
    Instant time = member.mtime();
    return FileTime.from(
        time.getEpochSecond() < 0 ? Instant.ofEpochSecond(time.getEpochSecond()) : time);
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] all = PosixFilePermission.values();
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    // Declared in the order of the bits, the owner's read bit being the highest.
    for (int i = 0; i < all.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        set.add(all[i]);
      }
    }
    return set;
  }
}
