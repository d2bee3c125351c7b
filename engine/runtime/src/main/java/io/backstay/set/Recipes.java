package io.backstay.set;

import io.backstay.spi.Op.Codec;
import io.backstay.spi.Seal;
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
    commands.add(digest(artifact.sha256(), artifact.stored()));
    Sealed sealed = artifact.sealed();
    if (sealed != null) {
      commands.add(
          opened(sealed.seal(), ShellWord.of(artifact.stored()), ShellWord.of(artifact.name())));
      commands.add(digest(String.valueOf(sealed.content().sha256()), artifact.name()));
    }
    String file = ShellWord.of(sealed == null ? artifact.stored() : artifact.name());
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
    String stored = ShellWord.of(up + SetLayout.inventory(set, list.name()));
    Sealed sealed = list.sealed();
    String file = sealed == null ? stored : ShellWord.of(artifact.name() + ".inventory.zst");
    List<String> commands = new ArrayList<>();
    commands.add(
        "# first unpack " + ShellWord.of(archive) + " of set " + base.id() + " in the same way");
    if (sealed != null) {
      commands.add(opened(sealed.seal(), stored, file));
    }
    commands.add(
        "zstd -dc "
            + file
            + " | jq -j 'select(.gone) | .gone + \"\\u0000\"'"
            + " | (cd DIRECTORY && xargs -0r rm -rf --)");
    return commands;
  }

  private static String digest(String sha256, String file) {
    return "echo " + ShellWord.of(sha256 + "  " + file) + " | sha256sum -c";
  }

  /** Keys are asked for, or named by who has them: none of them ever stands in a manifest. */
  private static String opened(Seal seal, String sealed, String plain) {
    return switch (seal.way()) {
      case "openssl" ->
          "openssl enc -d -aes-256-cbc -pbkdf2 -iter %d -in %s -out %s"
              .formatted(seal.iterations(), sealed, plain);
      case "age" -> "age -d -i IDENTITY -o %s %s".formatted(plain, sealed);
      case "gpg" -> "gpg -o %s -d %s".formatted(plain, sealed);
      default -> "open %s with %s, and call it %s".formatted(sealed, seal.way(), plain);
    };
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
    return packed ? unpack + " > " + ShellWord.of(plain) : "cp " + file + " DIRECTORY";
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
}
