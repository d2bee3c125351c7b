package io.backstay.plans;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The AI-Across deployment: a database, a back end, a vector store and their volumes, under names
 * of this test's own, so that nothing of the host can be meant.
 */
final class AiAcross implements AutoCloseable {
  private static final int BACKEND_PORT = 18_480;
  private static final int CHROMA_PORT = 18_481;

  private final String name = "aiacross-" + UUID.randomUUID().toString().substring(0, 8);
  private final DockerClient docker = DockerClientFactory.instance().client();
  private final Network network = Network.newNetwork();
  private final GenericContainer<?> tools;
  final GenericContainer<?> postgres;
  final GenericContainer<?> backend;
  final GenericContainer<?> chroma;

  AiAcross() {
    for (String volume : List.of(uploads(), vectors())) {
      docker.createVolumeCmd().withName(volume).exec();
    }
    postgres =
        container("pgvector/pgvector:pg17", "postgres", 0, List.of())
            .withEnv("POSTGRES_USER", "aiacross")
            .withEnv("POSTGRES_PASSWORD", "correct horse")
            .withEnv("POSTGRES_DB", "aiacross")
            .withNetworkAliases("db")
            .waitingFor(Wait.forLogMessage(".*ready to accept connections.*\\n", 2));
    backend =
        container(
                "ai-across/backend:latest",
                "backend",
                BACKEND_PORT,
                List.of(uploads() + ":/uploads"))
            .withEnv("DATABASE_URL", "postgresql://aiacross:correct%20horse@db/aiacross")
            .waitingFor(Wait.forHttp("/health").forPort(8000));
    chroma =
        container(
                "chromadb/chroma:js-bindings-1.3.4",
                "chroma",
                CHROMA_PORT,
                List.of(vectors() + ":/data"))
            .waitingFor(Wait.forHttp("/api/v2/heartbeat").forPort(8000));
    tools =
        container(
                "busybox:latest",
                "tools",
                0,
                List.of(uploads() + ":/uploads", vectors() + ":/vectors"))
            .withCommand("sleep", "100000");
  }

  void start() {
    postgres.start();
    tools.start();
    backend.start();
    chroma.start();
  }

  private GenericContainer<?> container(String image, String role, int port, List<String> binds) {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(image)).withNetwork(network);
    if (port > 0) {
      container.withExposedPorts(8000);
    }
    return container.withCreateContainerCmdModifier(
        create -> {
          HostConfig host = create.getHostConfig();
          if (port > 0 && host != null) {
            // Fixed, because a container that is stopped and started gets a new port otherwise.
            host.withPortBindings(PortBinding.parse(port + ":8000"));
          }
          if (host != null) {
            host.withBinds(binds.stream().map(Bind::parse).toList());
          }
          create.withName(name + "-" + role);
        });
  }

  /** The shipped plans with the names of this deployment instead of the real one's. */
  void plans(Path into) throws IOException {
    Files.createFile(into.resolve("backstay.yaml"));
    Path plans = Files.createDirectory(into.resolve("plans"));
    for (String file : List.of("ai-across.backup.yaml", "ai-across.restore.yaml")) {
      copy(Path.of(file), plans);
    }
    copy(
        Path.of("../drills/ai-across-quarterly.drill.yaml"),
        Files.createDirectory(into.resolve("drills")));
  }

  /** The drill that ships, with another name and something of it replaced. */
  void drill(Path project, String name, String what, String by) throws IOException {
    Path drills = project.resolve("drills");
    String shipped = Files.readString(drills.resolve("ai-across-quarterly.drill.yaml"));
    Files.writeString(
        drills.resolve(name + ".drill.yaml"),
        shipped.replace("name: ai-across-quarterly", "name: " + name).replace(what, by));
  }

  private void copy(Path file, Path into) throws IOException {
    String text = Files.readString(file);
    for (Map.Entry<String, String> value : values().entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    Files.writeString(into.resolve(file.getFileName()), text);
  }

  private Map<String, String> values() {
    return Map.of(
        "container: aiacross-postgres", "container: " + name + "-postgres",
        "container: aiacross-backend", "container: " + name + "-backend",
        "container: aiacross-chroma", "container: " + name + "-chroma",
        "volume: aiacross_uploads", "volume: " + uploads(),
        "volume: aiacross_chroma", "volume: " + vectors(),
        "http://localhost/health", "http://localhost:" + BACKEND_PORT + "/health");
  }

  /** How many containers and networks there are of the drills that this state directory knows. */
  int ofDrills(Path state) throws IOException {
    List<String> drills = runs(state);
    long containers =
        docker
            .listContainersCmd()
            .withShowAll(true)
            .withLabelFilter(List.of("io.backstay.drill"))
            .exec()
            .stream()
            .filter(container -> drills.contains(container.getLabels().get("io.backstay.drill")))
            .count();
    long networks =
        docker.listNetworksCmd().withNameFilter("backstay-").exec().stream()
            .filter(network -> drills.contains(network.getName().replaceFirst("backstay-", "")))
            .count();
    return Math.toIntExact(containers + networks);
  }

  private static List<String> runs(Path state) throws IOException {
    try (Stream<Path> files = Files.list(state.resolve("runs"))) {
      return files.map(file -> file.getFileName().toString().replace(".jsonl", "")).toList();
    }
  }

  String uploads() {
    return name + "_uploads";
  }

  String vectors() {
    return name + "_chroma";
  }

  String chromaUrl() {
    return "http://localhost:"
        + CHROMA_PORT
        + "/api/v2/tenants/default_tenant/databases/default_database";
  }

  /** Runs SQL as the owner and returns what psql prints, one row a line. */
  String sql(String statement) {
    return ok(
        postgres, "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-U", "aiacross", "-c", statement);
  }

  /** Runs SQL while connected to another database than the one it is about. */
  void maintenance(String statement) {
    ok(
        postgres,
        "psql",
        "-Xq",
        "-v",
        "ON_ERROR_STOP=1",
        "-U",
        "aiacross",
        "-d",
        "postgres",
        "-c",
        statement);
  }

  /** Runs a shell line beside the volumes /uploads and /vectors. */
  String shell(String line) {
    return ok(tools, "sh", "-c", line);
  }

  boolean running(GenericContainer<?> container) {
    return Boolean.TRUE.equals(
        docker.inspectContainerCmd(container.getContainerId()).exec().getState().getRunning());
  }

  /** Somebody is connected to the database and does not go. */
  void connect() {
    // Who is left behind becomes a child of the server, which takes its failure for a crash.
    String stay = "(psql -U aiacross -c 'SELECT pg_sleep(600)'; true) >/dev/null 2>&1 &";
    ok(postgres, "sh", "-c", stay);
  }

  /** What the back end says of itself. */
  int health() throws IOException, InterruptedException {
    URI health = URI.create("http://localhost:" + BACKEND_PORT + "/health");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  void stop(GenericContainer<?> container) {
    docker.stopContainerCmd(container.getContainerId()).exec();
  }

  void startAgain(GenericContainer<?> container) {
    docker.startContainerCmd(container.getContainerId()).exec();
  }

  /** What happened to this deployment's containers and volumes between two moments. */
  List<String> events(Instant from, Instant to) {
    List<String> events = new CopyOnWriteArrayList<>();
    try (ResultCallback.Adapter<Event> seen =
        docker
            .eventsCmd()
            .withSince(stamp(from))
            .withUntil(stamp(to))
            .exec(
                new ResultCallback.Adapter<>() {
                  @Override
                  public void onNext(Event event) {
                    events.add(event.getType() + " " + event.getAction() + " " + event.getActor());
                  }
                })) {
      seen.awaitCompletion();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return events.stream().filter(event -> event.contains(name)).toList();
  }

  private static String stamp(Instant moment) {
    return "%d.%09d".formatted(moment.getEpochSecond(), moment.getNano());
  }

  /** Runs a program in one of the containers. */
  String in(GenericContainer<?> container, String... command) {
    return ok(container, command);
  }

  private static String ok(GenericContainer<?> container, String... command) {
    try {
      Container.ExecResult result = container.execInContainer(StandardCharsets.UTF_8, command);
      if (result.getExitCode() != 0) {
        throw new AssertionError(List.of(command) + ": " + result.getStderr());
      }
      return result.getStdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    List.of(chroma, backend, tools, postgres).forEach(GenericContainer::stop);
    List.of(uploads(), vectors()).forEach(v -> docker.removeVolumeCmd(v).exec());
    network.close();
  }
}
