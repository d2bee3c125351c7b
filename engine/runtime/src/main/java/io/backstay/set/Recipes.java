package io.backstay.set;

import io.backstay.spi.Op.Codec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to get the content of an artifact back with the tools every distribution has.
 *
 * @param set id of the set
 * @param path where its artifacts lie
 * @param base the set it builds on; null for one that stands alone
 */
record Recipes(String set, String path, Manifest.@Nullable Link base) {
  private static final String BASE = "base-archive";

  Manifest.Recipe of(Manifest.Artifact artifact) {
    List<String> commands = new ArrayList<>();
    String file = quoted(artifact.stored());
    commands.add(
        "echo " + quoted(artifact.sha256() + "  " + artifact.stored()) + " | sha256sum -c");
    commands.addAll(below(artifact));
    List<String> own = own(artifact);
    commands.addAll(own.isEmpty() ? List.of(use(artifact, file)) : own);
    return new Manifest.Recipe(artifact.name(), commands);
  }

  /** What has gone since is taken away between the two archives. */
  private List<String> below(Manifest.Artifact artifact) {
    String archive = artifact.facts().text(BASE).orElse(null);
    Manifest.Inventory list = artifact.inventory();
    if (archive == null || base == null || list == null) {
      return List.of();
    }
    String up = "../".repeat((int) path.chars().filter(c -> c == '/').count());
    String file = quoted(up + SetLayout.inventory(set, list.name()));
    return List.of(
        "# first unpack " + quoted(archive) + " of set " + base.id() + " in the same way",
        "zstd -dc "
            + file
            + " | jq -j 'select(.gone) | .gone + \"\\u0000\"'"
            + " | (cd DIRECTORY && xargs -0r rm -rf --)");
  }

  /** What the source of an artifact says itself, as the fact {@code restore-commands}. */
  private static List<String> own(Manifest.Artifact artifact) {
    return artifact.facts().get("restore-commands").orElse(List.of()) instanceof List<?> lines
        ? lines.stream().map(Object::toString).toList()
        : List.of();
  }

  private static String use(Manifest.Artifact artifact, String file) {
    boolean packed = artifact.codec() != Codec.NONE;
    String unpack = unpacked(artifact.codec(), file);
    String plain = plainName(artifact);
    if (artifact.kind().equals("archive")) {
      return packed ? unpack + " | tar -xpf - -C DIRECTORY" : "tar -xpf " + file + " -C DIRECTORY";
    }
    if (plain.endsWith(".dump")) {
      String restore = "pg_restore --exit-on-error --single-transaction -d DATABASE";
      return packed ? unpack + " | " + restore : restore + " " + file;
    }
    if (plain.endsWith(".sql")) {
      String load = "psql -X -v ON_ERROR_STOP=1 -1 -d DATABASE";
      return packed ? unpack + " | " + load : load + " -f " + file;
    }
    return packed ? unpack + " > " + quoted(plain) : "cp " + file + " DIRECTORY";
  }

  private static String unpacked(Codec codec, String file) {
    return switch (codec) {
      case NONE -> "cat " + file;
      case GZIP -> "gzip -dc " + file;
      case ZSTD -> "zstd -dc " + file;
    };
  }

  private static String plainName(Manifest.Artifact artifact) {
    String name = artifact.name();
    return switch (artifact.codec()) {
      case NONE -> name;
      case GZIP -> without(name, ".gz");
      case ZSTD -> without(name, ".zst");
    };
  }

  private static String without(String name, String ending) {
    return name.endsWith(ending)
        ? name.substring(0, name.length() - ending.length())
        : name + ".plain";
  }

  /** A word for a POSIX shell that stays one word. */
  static String quoted(String text) {
    boolean plain =
        text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-+@".indexOf(c) >= 0);
    return plain ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
