package io.backstay.plans.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The command line in a process that stays; each command is over when its answer is here. */
public final class WarmCli implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LEAVE = Duration.ofSeconds(20);

  private final Process process;
  private final DataOutputStream commands;
  private final DataInputStream answers;

  /**
   * Starts it.
   *
   * @param directory its working directory, and where it may put what it needs for itself
   * @param environment more than it gets from this process
   */
  public WarmCli(Path directory, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Java.resident(directory))
            .directory(directory.toFile())
            .redirectError(Redirect.INHERIT);
    builder.environment().putAll(environment);
    process = builder.start();
    commands = new DataOutputStream(process.getOutputStream());
    answers = new DataInputStream(process.getInputStream());
  }

  /** Runs a command; one that does not end in a minute is a failure of its own. */
  public Answer run(List<String> arguments) {
    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> ask(arguments));
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      String stacks = Tool.run("jstack", String.valueOf(process.pid()));
      throw new AssertionError(arguments + " does not end:\n" + stacks, e);
    } catch (ExecutionException e) {
      throw new AssertionError(arguments + " ended the process", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Answer ask(List<String> arguments) {
    try {
      commands.writeInt(arguments.size());
      for (String argument : arguments) {
        byte[] bytes = argument.getBytes(UTF_8);
        commands.writeInt(bytes.length);
        commands.write(bytes);
      }
      commands.flush();
      return new Answer(answers.readInt(), text(), text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text() throws IOException {
    return new String(answers.readNBytes(answers.readInt()), UTF_8);
  }

  /** The process. */
  long pid() {
    return process.pid();
  }

  /** Lets it end by itself, so that what it has run is counted, and else makes it end. */
  @Override
  public void close() {
    try {
      commands.close();
      process.waitFor(LEAVE.toSeconds(), TimeUnit.SECONDS);
    } catch (IOException e) {
      // It has ended already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly().onExit().join();
  }
}
