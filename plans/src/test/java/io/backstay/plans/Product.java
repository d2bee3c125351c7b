package io.backstay.plans;

import io.backstay.testing.CoverageAgent;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.OfflineInstrumentationAccessGenerator;

/**
 * What the commands of tests are started with. Java loads the classes of a command from an archive
 * that is made once, which takes half the time; with an agent that counts coverage it cannot, so
 * what the agent would do at each start has been done to these jars.
 */
final class Product {
  /** The guard is started with one jar alone, without what counts. */
  private static final String UNCOUNTED = "io/backstay/run/guard/";

  private static final List<String> OPTIONS = options();

  private Product() {}

  /** Options for Java, the class path among them. */
  static List<String> started() {
    return OPTIONS;
  }

  private static List<String> options() {
    List<String> classPath = classPath();
    if (classPath.stream().anyMatch(entry -> new File(entry).isDirectory())) {
      List<String> options = new ArrayList<>(CoverageAgent.options());
      options.addAll(List.of("-cp", System.getProperty("java.class.path")));
      return options;
    }
    try {
      return archived(classPath);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of directories no classes can be archived; the product has none, and needs no tests. */
  private static List<String> classPath() {
    String own = Path.of("target").toAbsolutePath().toString();
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.startsWith(own))
        .toList();
  }

  private static List<String> archived(List<String> jars) throws IOException {
    String fork = System.getProperty("test.fork", "");
    Path directory = Files.createDirectories(Path.of("target", "commands" + fork).toAbsolutePath());
    String classes = String.join(File.pathSeparator, counting(jars, directory));
    Path archive = directory.resolve("classes.jsa");
    learn(directory, List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", classes));
    return List.of("-Xlog:cds*=off", "-XX:SharedArchiveFile=" + archive, "-cp", classes);
  }

  /** The same class path, where classes count what is run of them if those of this process do. */
  private static List<String> counting(List<String> jars, Path directory) throws IOException {
    List<String> agents = CoverageAgent.options();
    if (agents.isEmpty()) {
      return jars;
    }
    String[] agent = agents.getFirst().substring("-javaagent:".length()).split("=", 2);
    List<String> counting = new ArrayList<>();
    for (String jar : jars) {
      Path file = Path.of(jar);
      boolean ours = file.getFileName().toString().startsWith("backstay-");
      counting.add(ours ? counted(file, directory.resolve(file.getFileName())).toString() : jar);
    }
    counting.add(agent[0]);
    counting.add(where(agent[1], directory.resolve("where.jar")).toString());
    return counting;
  }

  private static Path counted(Path jar, Path copy) throws IOException {
    Instrumenter instrumenter = new Instrumenter(new OfflineInstrumentationAccessGenerator());
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        byte[] content = in.readAllBytes();
        boolean counts =
            entry.getName().endsWith(".class") && !entry.getName().startsWith(UNCOUNTED);
        out.write(counts ? instrumenter.instrument(content, entry.getName()) : content);
      }
    }
    return copy;
  }

  /** Says to whoever counts where to write it, which is where the agent does. */
  private static Path where(String agentsOptions, Path jar) throws IOException {
    String file =
        Arrays.stream(agentsOptions.split(","))
            .filter(option -> option.startsWith("destfile="))
            .map(option -> Path.of(option.substring("destfile=".length())).toAbsolutePath())
            .findFirst()
            .orElseThrow()
            .toString();
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("jacoco-agent.properties"));
      out.write(("destfile=" + file + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  /** A backup shows which classes a command needs. */
  private static void learn(Path directory, List<String> options) throws IOException {
    Path project = Files.createTempDirectory(directory, "learnt");
    Quickstart.copyTo(project);
    Path said = project.resolve("said");
    Process process =
        new ProcessBuilder(
                Cli.command(options, "run", "quickstart", "--state-dir", project + "/state"))
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(Files.readString(said));
    }
  }
}
