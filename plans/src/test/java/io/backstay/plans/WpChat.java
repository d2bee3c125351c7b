package io.backstay.plans;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The wp-chat deployment: its files in a project of their own, and its service. Where the real one
 * is a unit of systemd, this one is a container; what becomes of units {@link SystemdTest} shows.
 */
final class WpChat implements AutoCloseable {
  private static final int PORT = 18_490;
  private static final int SHARDS = 24;
  private static final int SHARD = 30_000;
  private static final int RESULTS = 150;

  private final Path project;
  private final DockerClient docker = DockerClientFactory.instance().client();
  private final GenericContainer<?> service;
  private final HttpServer application = unbound();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final String name = "wpchat-" + UUID.randomUUID().toString().substring(0, 8);

  WpChat(Path project) {
    this.project = project;
    // A shell, since httpd as the first process would never hear that it is to end.
    String serve =
        "mkdir /www; echo ok > /www/health; httpd -p 8080 -h /www; trap exit TERM;"
            + " while :; do sleep 0.1; done";
    service =
        new GenericContainer<>(DockerImageName.parse("busybox:latest"))
            .withCommand("sh", "-c", serve)
            .withExposedPorts(8080)
            .waitingFor(Wait.forHttp("/health").forPort(8080))
            .withCreateContainerCmdModifier(
                create -> {
                  HostConfig host = create.getHostConfig();
                  if (host != null) {
                    // Fixed, because a container that is started again gets another one otherwise.
                    host.withPortBindings(PortBinding.parse(PORT + ":8080"));
                  }
                  create.withName(name);
                });
  }

  private static HttpServer unbound() {
    try {
      return HttpServer.create();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the service, and what else of the application is spoken to. */
  void start() throws IOException {
    application.createContext(
        "/",
        exchange -> {
          told.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    application.bind(new InetSocketAddress("localhost", 0), 0);
    application.start();
    service.start();
  }

  /** What the application was told, method and path. */
  List<String> told() {
    return told;
  }

  /** When the service was started last. */
  String startedAt() {
    return String.valueOf(
        docker.inspectContainerCmd(service.getContainerId()).exec().getState().getStartedAt());
  }

  boolean running() {
    return Boolean.TRUE.equals(
        docker.inspectContainerCmd(service.getContainerId()).exec().getState().getRunning());
  }

  /** The shipped plans with the values of this deployment. */
  void plans(Map<String, String> more) throws IOException {
    Files.createFile(project.resolve("backstay.yaml"));
    Path plans = Files.createDirectory(project.resolve("plans"));
    Map<String, String> values = new TreeMap<>(more);
    values.put("systemd: wp-chat", "container: " + name);
    values.put("http://localhost:8080/health", "http://localhost:" + PORT + "/health");
    values.put(
        "localhost:8080/admin", "localhost:" + application.getAddress().getPort() + "/admin");
    for (String file : new String[] {"wp-chat.backup.yaml", "wp-chat.restore.yaml"}) {
      String text = Files.readString(Path.of(file));
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace(value.getKey(), value.getValue());
      }
      Files.writeString(plans.resolve(file), text);
    }
  }

  /** An index of some shards, a cache of many small files, configuration and a log. */
  void fill() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < SHARDS; i++) {
      byte[] shard = new byte[SHARD];
      random.nextBytes(shard);
      write("data/index/shard-%02d.faiss".formatted(i), shard);
    }
    for (int i = 0; i < RESULTS; i++) {
      text("logs/cache/%d/%d.json".formatted(i % 7, i), "{\"query\": " + i + "}");
    }
    text("data/index/metadata.json", "{\"shards\": " + SHARDS + "}");
    text("config.yml", "api:\n  backup: {enabled: true}\n");
    text("logs/app.log", "started\n".repeat(500));
    text("logs/access.log", "GET /health\n".repeat(500));
  }

  /** A day goes by: something is changed, added, deleted and renamed. */
  void aDay() throws IOException {
    text("logs/app.log", "started\n".repeat(500) + "another day\n");
    text("logs/cache/new.json", "{}");
    Files.delete(project.resolve("logs/cache/3/3.json"));
    Files.move(
        project.resolve("data/index/shard-05.faiss"), project.resolve("data/index/merged.faiss"));
    text("data/index/metadata.json", "{\"shards\": " + SHARDS + ", \"merged\": [5]}");
  }

  void text(String file, String content) throws IOException {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String file, byte[] content) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, content);
  }

  /** Every file of the deployment with when it was changed and what is in it. */
  Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String root : new String[] {"data/index", "logs", "config.yml"}) {
      files.putAll(files(project.resolve(root), root));
    }
    files.remove("logs/backup_history.jsonl");
    return files;
  }

  /** The same of a tree, with names that begin with another root. */
  static Map<String, String> files(Path tree, String root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String below = tree.relativize(path).toString();
        // What a restore has kept of what was there.
        if (!below.contains(".before-")) {
          files.put(
              below.isEmpty() ? root : root + "/" + below,
              Files.getLastModifiedTime(path)
                  + " "
                  + new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return files;
  }

  @Override
  public void close() {
    service.stop();
    application.stop(0);
  }
}
