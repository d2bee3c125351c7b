package io.backstay.app;

import io.backstay.app.schedule.Crontab;
import io.backstay.app.schedule.CrontabForm;
import io.backstay.app.schedule.Directory;
import io.backstay.app.schedule.Form;
import io.backstay.app.schedule.GithubForm;
import io.backstay.app.schedule.KubernetesForm;
import io.backstay.app.schedule.Place;
import io.backstay.app.schedule.Systemd;
import io.backstay.app.schedule.SystemdForm;
import io.backstay.expr.Nearest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where schedules are written, and in which form.
 *
 * @param session what the verb works with
 * @param to the directory that files are written to; null for where they belong
 * @param image for Kubernetes; empty when nobody gave one
 */
record Sites(Session session, @Nullable Path to, String image) {
  private static final String CRONTAB = "crontab";
  private static final String SYSTEMD = "systemd";
  private static final String KUBERNETES = "kubernetes";
  private static final String GITHUB = "github-actions";
  private static final List<String> ALL = List.of(CRONTAB, SYSTEMD, KUBERNETES, GITHUB);

  /**
   * A place for schedules.
   *
   * @param format the word for its form
   * @param form the form
   * @param place the place
   */
  record Site(String format, Form form, Place place) {}

  /** The form that is asked for. */
  Form form(String format) {
    String word = format.isEmpty() ? CRONTAB : format;
    return switch (word) {
      case CRONTAB -> new CrontabForm(session.clock(), ZoneId.systemDefault());
      case SYSTEMD -> new SystemdForm(session.clock());
      case GITHUB -> new GithubForm(session.clock(), checkout());
      case KUBERNETES -> new KubernetesForm(session.clock(), checkout(), named());
      default ->
          throw new Stop(
              ExitCode.INVALID,
              "there is no format `" + word + "`",
              Nearest.to(word, ALL)
                  .map(near -> "did you mean `" + near + "`?")
                  .orElse(String.join(", ", ALL)));
    };
  }

  private String named() {
    if (image.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID,
          "Kubernetes starts images, and none is named",
          "--image registry.example.org/ops/backstay:1");
    }
    return image;
  }

  /** The place of the form that is asked for; without one all places that there are, or cron's. */
  List<Site> of(String format, boolean all) {
    if (!format.isEmpty() || !all) {
      String word = format.isEmpty() ? CRONTAB : format;
      return List.of(new Site(word, form(word), place(word)));
    }
    if (to != null) {
      throw new Stop(ExitCode.INVALID, "--to says where, but not in which form", "add --format");
    }
    return Stream.of(CRONTAB, SYSTEMD, GITHUB)
        .filter(word -> !word.equals(CRONTAB) || onPath(CRONTAB).isPresent())
        .map(word -> new Site(word, form(word), place(word)))
        .toList();
  }

  private Place place(String format) {
    if (to != null && !format.equals(CRONTAB)) {
      return new Directory(session.directory().resolve(to).normalize(), checkout());
    }
    return switch (format) {
      case CRONTAB -> crontab();
      case SYSTEMD -> Systemd.of("root".equals(System.getProperty("user.name")), configuration());
      case GITHUB -> new Directory(checkout().resolve(".github/workflows"), checkout());
      default ->
          throw new Stop(
              ExitCode.INVALID,
              "this host does not say what is in a cluster",
              "backstay schedule export --format kubernetes, for kubectl apply -f -; or --to");
    };
  }

  private Place crontab() {
    if (to != null) {
      throw new Stop(ExitCode.INVALID, "a crontab is not in a directory", "leave --to out");
    }
    return new Crontab();
  }

  /** The working tree this directory is in; itself when it is in none. */
  private Path checkout() {
    for (Path above = session.directory(); above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(".git"))) {
        return above;
      }
    }
    return session.directory();
  }

  private Path configuration() {
    String xdg = session.environment().getOrDefault("XDG_CONFIG_HOME", "");
    return xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(xdg);
  }

  /** What starts backstay here; elsewhere it has to be on the path. */
  static Path program(Session session, String format, @Nullable Path given) {
    if (given != null) {
      return session.directory().resolve(given).normalize();
    }
    String launcher = System.getProperty("backstay.command", "");
    if (!launcher.isEmpty()) {
      return Path.of(launcher);
    }
    boolean elsewhere = format.equals(KUBERNETES) || format.equals(GITHUB);
    return onPath(session.environment(), "backstay")
        .or(() -> elsewhere ? Optional.of(Path.of("backstay")) : Optional.empty())
        .orElseThrow(
            () ->
                new Stop(
                    ExitCode.INVALID,
                    "nobody knows what starts backstay on this host",
                    "--command /opt/backstay/backstay"));
  }

  private Optional<Path> onPath(String program) {
    return onPath(session.environment(), program);
  }

  private static Optional<Path> onPath(Map<String, String> environment, String program) {
    List<Path> places = new ArrayList<>();
    for (String place : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      places.add(Path.of(place).resolve(program).toAbsolutePath());
    }
    return places.stream().filter(Files::isExecutable).filter(Files::isRegularFile).findFirst();
  }
}
