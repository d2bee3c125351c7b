package io.backstay.run.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Archives, verifies and unpacks a tree, and tells how much memory that took at most. */
public final class MemoryProbe {
  private MemoryProbe() {}

  /**
   * Runs it; prints the peak of its resident memory in KiB.
   *
   * @param args the tree, and a directory to work in
   */
  public static void main(String[] args) throws IOException {
    Path tree = Path.of(args[0]);
    Path work = Path.of(args[1]);
    there(tree, work, "a.tar.zst");
    // Deflating takes its time, so it gets less to do.
    there(tree.resolve("some"), work, "a.tar.gz");
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(l -> l.startsWith("VmHWM"))
            .findFirst()
            .orElseThrow();
    System.out.println(peak.replaceAll("\\D", ""));
  }

  private static void there(Path tree, Path work, String name) throws IOException {
    Archives.Made made = Archives.make(work.resolve(name), Archives.tree("d", tree));
    if (!Archives.verify(made.file(), made.inventory()).clean()) {
      throw new IllegalStateException("the archive is not what went in");
    }
    Path target = Files.createDirectory(work.resolve("back-" + name));
    Map<String, Path> targets = Map.of("d", target);
    TarExtractor.unpack(made.file(), Unpacking.of(targets, made.inventory(), false));
  }
}
