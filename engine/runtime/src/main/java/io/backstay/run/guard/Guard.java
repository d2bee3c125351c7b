package io.backstay.run.guard;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own beside a run that has stopped something: when the run is gone, or has kept
 * something stopped for too long, it lets backstay put things right. It knows nothing but the time
 * and the run's process, so it stays small.
 *
 * <p>It is told by lines on its standard input what is owed until when, and when to go; the end of
 * that input is the end of the run's process, however that came about.
 */
public final class Guard {
  /** The word it says when it is there. */
  public static final String READY = "ready";

  /** The word that sends it away; everything is paid. */
  public static final String LEAVE = "leave";

  /** What stands before a time in milliseconds: it acts then, whatever becomes of the process. */
  public static final String AFTER = "after ";

  /** The word between who is guarded and the command, and between the command and its endings. */
  public static final String COMMAND = "--";

  private static final long LOOK_MILLIS = 200;
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final long PATIENCE_MILLIS = TimeUnit.HOURS.toMillis(6);

  private final Watched watched;
  private final List<String> command;

  private Guard(Watched watched, List<String> command) {
    this.watched = watched;
    this.command = command;
  }

  /**
   * Guards.
   *
   * @param arguments the process id of the run, when that process started in milliseconds, the word
   *     {@value #COMMAND}, and the command that puts things right; {@code dead} or {@code overdue}
   *     is added to it
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Watched watched = new Watched(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]));
    List<String> command = List.of(arguments).subList(3, arguments.length);
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write((READY + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    Thread.ofPlatform().daemon().start(() -> listen(watched));
    new Guard(watched, command).guard();
  }

  private static void listen(Watched watched) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new FileInputStream(FileDescriptor.in), StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        watched.told(line);
      }
    } catch (IOException e) {
      // Whoever spoke is gone, which is what the end of the input says as well.
    }
    watched.gone();
  }

  private void guard() throws InterruptedException {
    while (!watched.over(Instant.now())) {
      if (watched.overdue(Instant.now())) {
        putRight("overdue");
        watched.allowed();
      }
      watched.pause(LOOK_MILLIS);
    }
    if (watched.dead(Instant.now())) {
      putRight("dead");
    }
  }

  /** Tries until it has worked; what is in the way, such as an engine that is down, may go. */
  private void putRight(String why) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (exit(why) != 0 && System.nanoTime() < end) {
      Thread.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private int exit(String why) throws InterruptedException {
    List<String> words = new ArrayList<>(command);
    words.add(why);
    try {
      return new ProcessBuilder(words)
          .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
