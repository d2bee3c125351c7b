package io.backstay.connectors.files;

import io.backstay.spi.Failure;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What restores leave in trees, and so is no part of them. If it were archived, a restored tree
 * would contain older ones. Nothing else is ever left out: a name alone makes nothing ours.
 */
public final class Reserved {
  private static final String DIGITS = "[0-9]";

  /** Trees kept beside a directory, which may lie below another source; they carry a run's id. */
  static final List<String> ASIDE = List.of(aside("incoming"), aside("before"));

  private static final Pattern ASIDE_NAME =
      Pattern.compile("\\..*\\.(incoming|before)-[0-9]{8}_[0-9]{6}-.*", Pattern.DOTALL);

  private static final Pattern IN_AREA = Pattern.compile("(incoming|before)-.*", Pattern.DOTALL);

  private Reserved() {}

  private static String aside(String what) {
    return ".*." + what + "-" + DIGITS.repeat(8) + "_" + DIGITS.repeat(6) + "-*";
  }

  /** Whether it is a tree that a restore has kept aside, or left behind. */
  static boolean isAside(Path path) {
    return ASIDE_NAME.matcher(nameOf(path)).matches();
  }

  /** Whether what lies in {@link Swap#AREA} under this name was made by a swap. */
  public static boolean inArea(String name) {
    return IN_AREA.matcher(name).matches();
  }

  /** The area of a directory whose content is swapped inside it, where there is one. */
  public static Optional<Path> area(Path top) {
    Path area = top.resolve(Swap.AREA);
    return ours(area) ? Optional.of(area) : Optional.empty();
  }

  /**
   * Patterns that leave the area out of a backup, which is said; none where there is none.
   *
   * @throws Failure when somebody else has something of that name there: nothing of that name can
   *     be put back while the directory stays what it is
   */
  public static List<String> leftOut(Path top, Tools tools) {
    Path area = top.resolve(Swap.AREA);
    if (!Files.exists(area, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    if (!ours(area)) {
      throw Failure.of("R754", "`" + area + "` is not backstay's, and the name is reserved there")
          .help("rename it: restores need that name to swap what a volume or mount point holds");
    }
    tools.log("`" + area + "` is left out: it holds what restores have kept");
    return List.of("/" + Swap.AREA, "/" + Swap.AREA + "/**");
  }

  private static boolean ours(Path area) {
    if (!Files.isDirectory(area, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(area)) {
      for (Path child : children) {
        if (!inArea(nameOf(child))) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      // Only its owner may look into it: that is how swaps make it.
      return true;
    }
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }
}
