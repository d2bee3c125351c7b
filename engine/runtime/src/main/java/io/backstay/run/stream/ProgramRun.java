package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A started program. It runs in a session of its own: it has no terminal to ask for passwords on,
 * and it can be ended with everything it started.
 */
public final class ProgramRun implements AutoCloseable {
  private static final int STDERR_KEPT = 64 * 1024;
  private static final long LOOK_MILLIS = 50;
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final ProgramSpec spec;
  private final Process process;
  private final ProcessTree tree;
  private final ProgramOutput output;
  private final Tail stderr = new Tail(STDERR_KEPT);
  private final Thread listener;
  private volatile boolean awaited;

  private ProgramRun(ProgramSpec spec, Process process, boolean ownSession) {
    this.spec = spec;
    this.process = process;
    this.tree = new ProcessTree(process.toHandle(), ownSession);
    this.output = new ProgramOutput(process.getInputStream());
    this.listener = Thread.ofPlatform().daemon().name(spec.name() + ": stderr").start(this::listen);
  }

  /**
   * Starts a program.
   *
   * @throws StreamException when there is no such program, or it cannot be started
   */
  public static ProgramRun start(ProgramSpec spec) throws IOException {
    Map<String, String> environment = ChildEnvironment.of(System.getenv(), spec.environment());
    String path = environment.getOrDefault("PATH", "");
    List<String> argv = new ArrayList<>(spec.argv());
    argv.set(0, Executables.resolve(argv.getFirst(), path, spec.directory()));
    Optional<Path> setsid = Executables.find("setsid", path);
    setsid.ifPresent(p -> argv.addFirst(p.toString()));
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(redirected(spec.input()));
    if (spec.directory() != null) {
      builder.directory(spec.directory().toFile());
    }
    try {
      return new ProgramRun(spec, builder.start(), setsid.isPresent());
    } catch (IOException e) {
      // Its message ends with the reason; the argument list it begins with may be private.
      throw StreamException.of(Kind.PROGRAM, "`" + spec.name() + "` could not be started")
          .because(e);
    }
  }

  private static Redirect redirected(ProgramSpec.Input input) {
    return switch (input) {
      case ProgramSpec.Input.None none -> Redirect.from(Path.of("/dev/null").toFile());
      case ProgramSpec.Input.Written written -> Redirect.PIPE;
      case ProgramSpec.Input.From from -> Redirect.from(from.file().toFile());
    };
  }

  private void listen() {
    byte[] buffer = new byte[8192];
    try (InputStream errors = process.getErrorStream()) {
      for (int n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
        stderr.add(buffer, n);
      }
    } catch (IOException e) {
      // The program is gone, or was ended: what it said until then is what there is.
    }
  }

  /** Its standard output; who begins to read it reads it to the end, or the program waits. */
  public InputStream output() {
    return output;
  }

  /** Its standard input; closing it is the end of input. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  /** What it has said on standard error so far, at most the last 64 KiB. */
  public String stderr() {
    return stderr.text();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Waits for the end, however long it takes; standard output nobody reads is thrown away. */
  public Exit await() throws IOException {
    return await(Duration.ofDays(36_500), () -> false);
  }

  /**
   * Waits for the end; standard output nobody reads is thrown away.
   *
   * @param timeout how long
   * @param cancelled asked a few times a second whether to stop waiting
   * @throws StreamException {@link Kind#TIMEOUT} or {@link Kind#CANCELLED}, when the program and
   *     everything it started has been ended
   */
  public Exit await(Duration timeout, BooleanSupplier cancelled) throws IOException {
    output.drain(spec.name());
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (cancelled.getAsBoolean()) {
          throw ended(Kind.CANCELLED, "was cancelled");
        }
        if (System.nanoTime() > deadline) {
          throw ended(Kind.TIMEOUT, "did not end within " + timeout.toSeconds() + " s");
        }
      }
      listener.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ended(Kind.CANCELLED, "was interrupted").because(e);
    }
    awaited = true;
    return new Exit(process.exitValue(), stderr());
  }

  private StreamException ended(Kind kind, String what) {
    tree.end(spec.grace());
    return StreamException.of(kind, "`" + spec.name() + "` " + what);
  }

  /** Asks it and everything it started to end; returns at once. */
  public void terminate() {
    tree.terminate();
  }

  /** Ends it and everything it started, by force where asking does not help; never throws. */
  public void kill() {
    tree.end(spec.grace());
  }

  /**
   * Ends it like {@link #kill} unless its end has been awaited: what a program leaves behind on
   * purpose when it exits, such as a server it was told to start, is left alone.
   */
  @Override
  public void close() {
    if (!awaited) {
      kill();
    }
    Closing.quietly(process.getOutputStream(), process.getInputStream());
  }
}
