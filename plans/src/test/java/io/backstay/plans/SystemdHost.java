package io.backstay.plans;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** A host of its own: systemd is its first process, cron runs, and backstay is installed on it. */
final class SystemdHost implements AutoCloseable {
  private static final String BACKSTAY = "/usr/local/bin/backstay";

  private final Path project;
  private final GenericContainer<?> host;

  /**
   * Starts it.
   *
   * @param project a directory that has the same name there as here
   */
  SystemdHost(Path project) {
    this(project, "debian-systemd:12");
  }

  /** The same with more programs, those of another image. */
  SystemdHost(Path project, String image) {
    this.project = project;
    this.host =
        new GenericContainer<>(DockerImageName.parse(image))
            .withCreateContainerCmdModifier(
                create -> configure(Objects.requireNonNull(create.getHostConfig())))
            .waitingFor(Wait.forSuccessfulCommand("systemctl is-system-running"));
    host.start();
    host.copyFileToContainer(Transferable.of(launcher(), 0755), BACKSTAY);
  }

  /** What systemd needs to be the first process of a container, and what we need there. */
  private void configure(HostConfig config) {
    Stream<String> written = Stream.of("/sys/fs/cgroup", project.toString());
    config
        .withBinds(
            Stream.concat(
                    written.map(path -> bind(path, AccessMode.rw)),
                    installed().map(path -> bind(path, AccessMode.ro)))
                .toList())
        .withCapAdd(Capability.SYS_ADMIN)
        .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
        .withCgroupnsMode("host")
        .withTmpFs(Map.of("/run", "", "/run/lock", ""));
  }

  private static Bind bind(String path, AccessMode mode) {
    return new Bind(path, new Volume(path), mode);
  }

  /** Java, and the directories that all classes are in. */
  private static Stream<String> installed() {
    String[] classes = System.getProperty("java.class.path").split(File.pathSeparator);
    return Stream.concat(
            Stream.of(Path.of(System.getProperty("java.home"))),
            Stream.of(classes).map(Path::of).map(SystemdHost::directory))
        .map(Path::toString)
        .distinct();
  }

  /** The local repository for what comes from there, so that it is mounted once. */
  private static Path directory(Path entry) {
    for (Path path = entry; path != null; path = path.getParent()) {
      if (path.endsWith("repository")) {
        return path;
      }
    }
    return Files.isDirectory(entry) ? entry : Objects.requireNonNull(entry.getParent());
  }

  private static String launcher() {
    return """
        #!/bin/sh
        exec %s/bin/java -Dbackstay.command=%s -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
          --enable-native-access=ALL-UNNAMED -cp %s io.backstay.app.Main "$@"
        """
        .formatted(
            System.getProperty("java.home"), BACKSTAY, System.getProperty("java.class.path"));
  }

  /** Runs backstay there, in the project. */
  Cli.Result backstay(String... words) {
    String command = "cd '%s' && exec %s \"$@\"".formatted(project, BACKSTAY);
    return run(
        Stream.concat(Stream.of("sh", "-c", command, "sh"), Stream.of(words))
            .toArray(String[]::new));
  }

  /** What a program prints there, without the last line's end. */
  String said(String... command) {
    return run(command).expect(0).out().strip();
  }

  private Cli.Result run(String... command) {
    try {
      ExecResult result = host.execInContainer(command);
      return new Cli.Result(result.getExitCode(), result.getStdout(), result.getStderr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Puts a file there. */
  void write(String file, String text) {
    host.copyFileToContainer(Transferable.of(text), file);
  }

  @Override
  public void close() {
    host.stop();
  }
}
