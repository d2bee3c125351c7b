package io.backstay.connectors.containers;

import io.backstay.connectors.containers.DockerSocket.ExecState;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs inside a container.
 *
 * <p>The engine says how a program ended and, separately, that its output is over; neither says
 * that nothing in between was lost. A connection that breaks inside a frame, or ends while the
 * program goes on, is a failure. One that is cut exactly between two frames just before the program
 * ends well cannot be told from a whole one: what is read has to carry its own end.
 */
public final class ContainerProgram implements Program {

  // The engine learns of the end a little after the output is over.
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private final DockerSocket socket;
  private final EngineConnection connection;
  private final String exec;
  private final ContainerCommand command;
  private final ContainerKill kill;
  private final Frames frames;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<@Nullable Exit> exit = new AtomicReference<>();

  ContainerProgram(
      DockerSocket socket,
      EngineConnection connection,
      String container,
      String exec,
      String mark,
      ContainerCommand command) {
    this.socket = socket;
    this.connection = connection;
    this.exec = exec;
    this.command = command;
    this.kill = new ContainerKill(socket, container, exec, mark, command.user());
    this.frames = new Frames(connection.raw(), command.says());
  }

  @Override
  public InputStream output() {
    return frames;
  }

  @Override
  public OutputStream input() {
    if (!command.stdin()) {
      throw new IllegalStateException(command.says() + " was started without input");
    }
    return new FilterOutputStream(connection.rawOutput()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        connection.endOutput();
      }
    };
  }

  /**
   * Waits for the end; output that was not read is dropped.
   *
   * @throws Failure when the connection broke, or ended while the program goes on
   */
  @Override
  public Exit await() {
    Exit known = exit.get();
    if (known != null) {
      return known;
    }
    drain();
    boolean ended = Poll.briefly(SETTLING).until(() -> !socket.state(exec).running());
    ExecState state = socket.state(exec);
    if (!ended || state.running()) {
      throw Failure.of("R613", command.says() + " goes on, but its output has ended")
          .help(
              "The engine or something between closed the connection; nothing read so far counts.");
    }
    Exit how = new Exit(state.exitCode(), complaint(state.exitCode()));
    exit.set(how);
    return how;
  }

  ContainerKill kill() {
    return kill;
  }

  private void drain() {
    try {
      frames.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw Trouble.cut("the output of " + command.says(), e);
    }
  }

  // That a program could not be started is said by the engine, on what would be its output.
  private String complaint(int code) {
    String stderr = frames.stderr();
    return stderr.isEmpty() && (code == 126 || code == 127) ? frames.start() : stderr;
  }

  /**
   * Ends the program and what it started, if it has not ended. There is no call for that: the
   * processes are found by a variable in their environment, from this host where that is allowed,
   * else by a shell inside the container. Where both fail the program ends when it wants to.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        frames.close();
      } catch (IOException e) {
        // The connection is given up either way.
      }
      if (exit.get() == null) {
        kill.kill();
      }
    }
  }
}
