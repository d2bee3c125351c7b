package io.backstay.connectors.databases;

import io.backstay.spi.Command;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Ref;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Secret;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a step is handed, with real programs and files. */
public final class TestTools implements Tools {
  /** Values of secrets by name. */
  public final Map<String, String> secrets = new HashMap<>();

  /** What was logged. */
  public final List<String> logged = new ArrayList<>();

  /** Open debts, newest last. */
  public final List<Debt> debts = new ArrayList<>();

  final Path directory;
  private final RunInfo run;
  private Facts facts = Facts.NONE;

  /** A debt. */
  public record Debt(Ref on, String action, Facts facts) {}

  /**
   * Tools of one run.
   *
   * @param directory scratch and artifacts
   * @param stamp of the run
   */
  public TestTools(Path directory, String stamp) {
    this.directory = directory;
    this.run =
        new RunInfo(
            stamp + "-test",
            stamp,
            Instant.EPOCH,
            ZoneOffset.UTC,
            "plan",
            "full",
            "manual",
            "tester",
            "here",
            null);
  }

  /** Forgets the facts of the step before. */
  public synchronized void beginStep() {
    facts = Facts.NONE;
  }

  synchronized void learn(Facts more) {
    facts = facts.and(more);
  }

  @Override
  public RunInfo run() {
    return run;
  }

  @Override
  public Optional<Facts> debt(Ref on, String action) {
    return debts.reversed().stream()
        .filter(debt -> debt.on().equals(on) && debt.action().equals(action))
        .findFirst()
        .map(Debt::facts);
  }

  @Override
  public synchronized Facts facts() {
    return facts;
  }

  @Override
  public Program start(Command command) {
    ProcessBuilder builder = new ProcessBuilder(command.argv());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH", "HOME", "LANG", "TZ"));
    environment.putAll(command.environment());
    try {
      return new Started(builder.start());
    } catch (IOException e) {
      throw Failure.of("R502", "cannot start " + command.argv().getFirst()).because(e);
    }
  }

  @Override
  public Path scratch() {
    return directory;
  }

  @Override
  public Path artifact(String name) {
    return directory.resolve("set-" + name);
  }

  @Override
  public void progress(long bytes) {}

  @Override
  public void log(String line) {
    logged.add(line);
  }

  @Override
  public String reveal(Secret secret) {
    return Optional.ofNullable(secrets.get(secret.name())).orElseThrow();
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  private record Started(Process process, CompletableFuture<String> stderr) implements Program {
    Started(Process process) {
      this(
          process,
          CompletableFuture.supplyAsync(
              () -> text(process.getErrorStream()), Thread::startVirtualThread));
    }

    private static String text(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public InputStream output() {
      return process.getInputStream();
    }

    @Override
    public OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public Exit await() {
      try {
        output().transferTo(OutputStream.nullOutputStream());
        return new Exit(process.waitFor(), stderr.join());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
