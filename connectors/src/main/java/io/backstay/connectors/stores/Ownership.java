package io.backstay.connectors.stores;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whom files are given to.
 *
 * @param user its name or number; empty for whoever made them
 * @param group its name or number; empty for the one they were made with
 */
record Ownership(String user, String group) {
  /** Nothing is given away. */
  static final Ownership KEPT = new Ownership("", "");

  /** As {@code user}, {@code user:group} or {@code :group} say it. */
  static Ownership of(String owner) {
    int colon = owner.indexOf(':');
    return colon < 0
        ? new Ownership(owner, "")
        : new Ownership(owner.substring(0, colon), owner.substring(colon + 1));
  }

  /**
   * Gives a file or directory to them, unless it is theirs already.
   *
   * @throws Failure when there is no such user or group, or this user may not give it away
   */
  void give(Path path) throws IOException {
    if (equals(KEPT)) {
      return;
    }
    PosixFileAttributeView view = view(path);
    PosixFileAttributes is = view.readAttributes();
    UserPrincipal owner = owner(path);
    GroupPrincipal grouped = grouped(path);
    try {
      if (grouped != null && !grouped.equals(is.group())) {
        view.setGroup(grouped);
      }
      // Last: who has given a file away can change nothing of it any more.
      if (owner != null && !owner.equals(is.owner())) {
        view.setOwner(owner);
      }
    } catch (IOException e) {
      throw failed(path, "this user may not").because(e);
    }
  }

  private static PosixFileAttributeView view(Path path) {
    return Objects.requireNonNull(
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
  }

  private @Nullable UserPrincipal owner(Path path) throws IOException {
    try {
      return user.isEmpty() ? null : principals(path).lookupPrincipalByName(user);
    } catch (UserPrincipalNotFoundException e) {
      throw failed(path, "this host has no user `" + user + "`").because(e);
    }
  }

  private @Nullable GroupPrincipal grouped(Path path) throws IOException {
    try {
      return group.isEmpty() ? null : principals(path).lookupPrincipalByGroupName(group);
    } catch (UserPrincipalNotFoundException e) {
      throw failed(path, "this host has no group `" + group + "`").because(e);
    }
  }

  private static UserPrincipalLookupService principals(Path path) {
    return path.getFileSystem().getUserPrincipalLookupService();
  }

  private Failure failed(Path path, String why) {
    String who = group.isEmpty() ? user : user + ":" + group;
    return Failure.of("R728", "`" + path + "` cannot be given to `" + who + "`: " + why)
        .help("run as root, or as that user, or leave `owner` out");
  }
}
