package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /** A line of a file of services. */
  private record Listed(String services, String provider) {
    boolean heldBy(JarFile jar) {
      return jar.getEntry(provider.replace('.', '/') + ".class") != null;
    }
  }

  @Test
  void itListsEveryProviderThatALibraryListsAndItHolds() throws IOException {
    Set<Listed> wanted = new HashSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith(".jar")) {
        wanted.addAll(listed(entry));
      }
    }
    try (JarFile distribution = new JarFile(JAR.toFile())) {
      wanted.removeIf(one -> !one.heldBy(distribution));
    }
    assertThat(wanted).hasSizeGreaterThan(100);
    assertThat(listed(JAR.toString())).containsAll(wanted);
  }

  @Test
  void itBacksUpAndDrills() throws IOException, InterruptedException {
    Quickstart.copyTo(directory);
    run("run", "quickstart");
    run("drill", "quickstart");
  }

  private static Set<Listed> listed(String library) throws IOException {
    Set<Listed> listed = new HashSet<>();
    try (JarFile jar = new JarFile(library)) {
      for (ZipEntry entry : jar.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith(SERVICES) && !entry.isDirectory()) {
          providers(jar, entry).forEach(provider -> listed.add(new Listed(name, provider)));
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
