package io.backstay.connectors.steps;

import io.backstay.spi.Op.Codec;
import io.backstay.spi.Refusal;
import org.jspecify.annotations.Nullable;

/** What the name of an archive promises about its bytes. */
final class Codecs {
  private Codecs() {}

  /**
   * The codec of an archive's name.
   *
   * @param compress what the plan says as well; null when it leaves it to the name
   */
  static Codec ofArchive(String name, @Nullable Compression compress) {
    Codec codec = ofName(name);
    if (compress != null && !compress.name().equals(codec.name())) {
      String ending = ending(compress);
      throw new Refusal(
          "E211",
          "compress",
          "`" + name + "` does not end like what `compress` makes",
          "to: " + stem(name) + ending);
    }
    return codec;
  }

  private static Codec ofName(String name) {
    if (name.endsWith(".tar")) {
      return Codec.NONE;
    }
    if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
      return Codec.GZIP;
    }
    if (name.endsWith(".tar.zst")) {
      return Codec.ZSTD;
    }
    throw new Refusal(
        "E211",
        "to",
        "the name `" + name + "` does not say what kind of archive it is",
        "to: " + stem(name) + ".tar.zst");
  }

  private static String ending(Compression compress) {
    return switch (compress) {
      case NONE -> ".tar";
      case GZIP -> ".tar.gz";
      case ZSTD -> ".tar.zst";
    };
  }

  private static String stem(String name) {
    return name.replaceFirst("\\.(tar(\\.[a-z0-9]+)?|tgz|gz|zst|zip|bz2|xz)$", "");
  }
}
