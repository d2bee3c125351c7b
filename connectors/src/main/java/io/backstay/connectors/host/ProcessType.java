package io.backstay.connectors.host;

import io.backstay.connectors.services.HealthAddress;
import io.backstay.connectors.steps.Programs;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceType;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service {@code process}. */
@Doc(
    "A process of this host that nothing looks after but commands: one that starts it, one that stops"
        + " it, one that tells whether it runs. It is started in a session of its own and goes on when"
        + " backstay has ended; a systemd timer that calls backstay needs `KillMode=process`, or ends"
        + " it. Where systemd or Docker can have it, the services `systemd` and `container` are the"
        + " better choice.")
public final class ProcessType implements ServiceType<ProcessType.Params> {
  /**
   * Parameters.
   *
   * @param start starts it
   * @param stop tells it to end
   * @param running tells whether it runs
   * @param kill ends it at once; empty when nothing does
   * @param log where what it prints is kept; null for nowhere
   * @param workingDirectory where all of them run; null for the project root
   * @param health the address that stands for its health
   */
  public record Params(
      @Doc(
              value =
                  "The program and its arguments, started without a shell and not waited for: it may"
                      + " stay in the foreground.",
              example = "[/opt/app/bin/app, --port, '8000']")
          List<String> start,
      @Doc(value = "Tells it to end; that it has, `running` says.", example = "[pkill, -x, app]")
          List<String> stop,
      @Doc(
              value =
                  "Ends with 0 when it runs, with 1 when it does not. It has to run within 5 seconds"
                      + " of its start.",
              example = "[pgrep, -x, app]")
          List<String> running,
      @Doc(
              value =
                  "Ends it at once when it has not ended in time; without it that is a failure.",
              example = "[pkill, -KILL, -x, app]")
          @Default("[]")
          List<String> kill,
      @Doc(
              value = "File that what it prints is added to; it is lost when left out.",
              example = "/var/log/app.log")
          @Nullable Path log,
      @Doc(value = "Where the commands run; the project root when left out.", example = "backend/")
          @Nullable Path workingDirectory,
      @Doc(
              value =
                  "Address that tells whether it can be used: `http` or `https` has to answer 2xx,"
                      + " `tcp://host:port` has to accept a connection. Without one it counts that"
                      + " it keeps running.",
              example = "http://localhost:8000/health")
          @Nullable URI health) {

    /** Refuses what no process can be started with, or stand for its health. */
    public Params {
      start = List.copyOf(start);
      stop = List.copyOf(stop);
      running = List.copyOf(running);
      kill = List.copyOf(kill);
      Programs.refuseUnusable("start", start);
      Programs.refuseUnusable("stop", stop);
      Programs.refuseUnusable("running", running);
      if (!kill.isEmpty()) {
        Programs.refuseUnusable("kill", kill);
      }
      HealthAddress.refuseUnusable(health);
    }
  }

  @Override
  public String name() {
    return "process";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Service service(String name, Params params) {
    return new HostService(
        name,
        "process `" + params.start().getFirst() + "`",
        params.health(),
        tools -> new Commands(params, tools));
  }
}
