package io.backstay.set;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Another name of a stored file, which takes no room and is not written. */
final class Link {
  private static final int BLOCK = 1 << 18;

  private Link() {}

  /**
   * Gives a stored file a second name once every byte of it was read and is right.
   *
   * @param key what the store calls it
   * @return false when the system links no such file, or not to there; nothing is left then
   */
  static boolean prove(Path stored, String key, Path target, Manifest.Artifact artifact) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    if (!make(stored, part)) {
      return false;
    }
    try {
      read(part, key, artifact);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      Trees.remove(part);
      return false;
    } catch (RuntimeException e) {
      Trees.remove(part);
      throw e;
    }
  }

  /**
   * Gives it one whatever is in it, in place of what had that name. Only a file: what a symbolic
   * link leads to could become another one.
   *
   * @return false when the system links no such file, or not to there
   */
  static boolean make(Path stored, Path name) {
    try {
      Files.deleteIfExists(name);
      if (!Files.isRegularFile(stored, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      Files.createLink(name, stored);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static void read(Path part, String key, Manifest.Artifact artifact) throws IOException {
    byte[] block = new byte[BLOCK];
    InputStream bytes = Files.newInputStream(part);
    try (InputStream in = new ProvenStream(bytes, key, artifact.bytes(), artifact.sha256())) {
      while (in.read(block) >= 0) {
        // Reading to the end is the proof.
      }
    }
  }
}
