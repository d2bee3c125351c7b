package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar the launcher starts. Runs when it has been made. */
@Tag("distribution")
final class DistributionTest {
  private static final Path JAR = Path.of("target", "backstay", "backstay.jar").toAbsolutePath();
  private static final String SERVICES = "META-INF/services/";

  @TempDir Path directory;

  @Test
  void itListsEveryProviderThatALibraryListsAndItHolds() throws IOException {
    List<String> lost = new ArrayList<>();
    int seen = 0;
    try (JarFile distribution = new JarFile(JAR.toFile())) {
      for (String library : System.getProperty("java.class.path").split(File.pathSeparator)) {
        for (String listed : library.endsWith(".jar") ? listed(library) : List.<String>of()) {
          String provider = listed.substring(listed.indexOf(' ') + 1);
          if (distribution.getEntry(provider.replace('.', '/') + ".class") != null) {
            seen++;
            String service = listed.substring(0, listed.indexOf(' '));
            if (!providers(distribution, distribution.getJarEntry(service)).contains(provider)) {
              lost.add(listed);
            }
          }
        }
      }
    }
    assertThat(lost).isEmpty();
    assertThat(seen).isGreaterThan(100);
  }

  @Test
  void itBacksUpAndDrills() throws IOException, InterruptedException {
    Quickstart.copyTo(directory);
    run("run", "quickstart");
    run("drill", "quickstart");
  }

  private static List<String> listed(String library) throws IOException {
    List<String> listed = new ArrayList<>();
    try (JarFile jar = new JarFile(library)) {
      for (ZipEntry entry : jar.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith(SERVICES) && !entry.isDirectory()) {
          providers(jar, entry).forEach(provider -> listed.add(name + " " + provider));
        }
      }
    }
    return listed;
  }

  private static List<String> providers(JarFile jar, ZipEntry services) throws IOException {
    String text = new String(jar.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8);
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    Path said = directory.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(Cli.command(List.of("-cp", JAR.toString()), arguments))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("BACKSTAY_STATE_DIR", directory.resolve("state").toString());
    assertThat(builder.start().waitFor()).as("%s", Files.readString(said)).isZero();
  }
}
