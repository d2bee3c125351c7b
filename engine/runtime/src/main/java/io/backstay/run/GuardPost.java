package io.backstay.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.backstay.run.guard.Guard;
import io.backstay.spi.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where the guard of a run stands: its process, started and sent away again. */
final class GuardPost implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  // It does next to nothing, and there may be many of them.
  private static final List<String> SMALL =
      List.of(
          "-Xlog:disable",
          "-Xmx16m",
          "-Xss256k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=4m",
          "-XX:-UsePerfData");

  private final List<String> putRight;
  private @Nullable Process process;

  /**
   * A post.
   *
   * @param putRight the command the guard runs, with {@code dead} or {@code overdue} added; empty
   *     when nobody knows one, and then there is no guard
   */
  GuardPost(List<String> putRight) {
    this.putRight = List.copyOf(putRight);
  }

  boolean stands() {
    return process != null && process.isAlive();
  }

  /**
   * Has a guard stand here.
   *
   * @return its process id; 0 when there can be none
   * @throws Failure when it does not come up
   */
  long stand() {
    if (putRight.isEmpty()) {
      return 0;
    }
    try {
      Process started =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
      awaitReady(started);
      process = started;
      return started.pid();
    } catch (IOException e) {
      throw missing(e.toString());
    }
  }

  private List<String> command() {
    ProcessHandle self = ProcessHandle.current();
    long began = self.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL);
    command.addAll(List.of("-cp", home().toString(), Guard.class.getName()));
    command.addAll(List.of(Long.toString(self.pid()), Long.toString(began), Guard.COMMAND));
    command.addAll(putRight);
    return Detached.command(command);
  }

  private static Path home() {
    try {
      return Path.of(Guard.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitReady(Process started) {
    BufferedReader out = started.inputReader(US_ASCII);
    CompletableFuture<@Nullable String> word =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return out.readLine();
              } catch (IOException e) {
                return e.toString();
              }
            });
    try {
      String said = word.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!Guard.READY.equals(said)) {
        throw missing(String.valueOf(said));
      }
    } catch (TimeoutException | ExecutionException e) {
      started.destroyForcibly();
      throw missing("it did not answer within " + PATIENCE_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      started.destroyForcibly();
      throw missing("the run was stopped");
    }
  }

  private static Failure missing(String why) {
    return Failure.of("R155", "no guard could be started, so nothing is stopped: " + why)
        .help("see to it that this user can start another small process of Java");
  }

  /** Tells it until when something may stay stopped; null for as long as this process lives. */
  void until(@Nullable Instant due) {
    say(due == null ? "never" : Long.toString(due.toEpochMilli()));
  }

  /** Tells it to act at this time, and not before, whatever becomes of this process. */
  void after(Instant due) {
    say(Guard.AFTER + due.toEpochMilli());
  }

  /** Sends it away: nothing is stopped any more. */
  void leave() {
    say(Guard.LEAVE);
    close();
  }

  private void say(String line) {
    Process standing = process;
    if (standing != null) {
      try {
        standing.getOutputStream().write((line + "\n").getBytes(US_ASCII));
        standing.getOutputStream().flush();
      } catch (IOException e) {
        // It was killed. What it would have done, this process and the next command still do.
      }
    }
  }

  /** Says no more; if it was not sent away, it does what it is there for. */
  @Override
  public void close() {
    Process standing = process;
    if (standing != null) {
      try {
        standing.getOutputStream().close();
      } catch (IOException e) {
        // See above.
      }
      process = null;
    }
  }
}
