package io.backstay.connectors.containers;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The containers a service consists of, found anew each time by what does not change. */
sealed interface Group {
  /** Before the names of containers, where they stand among the names of other things. */
  String CONTAINER = "container ";

  /**
   * One container.
   *
   * @param name its exact name
   */
  record Named(String name) implements Group {
    @Override
    public List<ContainerState> in(DockerEngine engine) {
      return List.of(engine.require(name));
    }

    @Override
    public List<String> knownAs(Supplier<DockerEngine> engines) {
      return List.of(CONTAINER + name);
    }

    @Override
    public String says() {
      return name;
    }
  }

  /**
   * Services of a Compose project.
   *
   * @param project the project's directory, whose name is the project's unless something else was
   *     asked for when it was started
   * @param services their names, in the order they are started
   */
  record Composed(Path project, List<String> services) implements Group {
    @Override
    public List<ContainerState> in(DockerEngine engine) {
      return services.stream().flatMap(service -> containers(engine, service).stream()).toList();
    }

    private List<ContainerState> containers(DockerEngine engine, String service) {
      List<ContainerState> found = engine.composed(service, this::owns);
      if (found.isEmpty()) {
        throw Trouble.missing("a container of service `" + service + "` in " + says())
            .help("`docker compose ps -a` in " + project + " shows what there is.");
      }
      return found;
    }

    @Override
    public List<String> knownAs(Supplier<DockerEngine> engines) {
      try {
        return in(engines.get()).stream().map(one -> CONTAINER + one.name()).toList();
      } catch (Failure e) {
        // Nobody stops what cannot be found; the step that needs it says so.
        return List.of();
      }
    }

    private boolean owns(ContainerState container) {
      String directory = container.labels().getOrDefault(DockerEngine.WORKING_DIRECTORY, "");
      return projectName().equals(container.labels().get(DockerEngine.PROJECT))
          || real().toString().equals(directory);
    }

    // Compose makes a project's name of its directory in this way.
    private String projectName() {
      Path name = project.toAbsolutePath().normalize().getFileName();
      String text = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
      return text.replaceAll("[^a-z0-9_-]", "").replaceFirst("^[_-]+", "");
    }

    private Path real() {
      try {
        return Files.exists(project) ? project.toRealPath() : project.toAbsolutePath().normalize();
      } catch (IOException e) {
        return project.toAbsolutePath().normalize();
      }
    }

    @Override
    public String says() {
      return "project " + projectName();
    }
  }

  /**
   * Its containers as they are now.
   *
   * @throws Failure when one is missing
   */
  List<ContainerState> in(DockerEngine engine);

  /** Its containers, as names that runs exclude one another by. */
  List<String> knownAs(Supplier<DockerEngine> engines);

  /** For people. */
  String says();
}
