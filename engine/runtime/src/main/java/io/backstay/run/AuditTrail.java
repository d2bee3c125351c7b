package io.backstay.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.run.RunEvent.RunEnded;
import io.backstay.run.RunEvent.RunStarted;
import io.backstay.run.RunEvent.SetChosen;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.RunInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The file in which a plan has two lines of JSON for each run: who began what, and how it ended.
 * Written when a run begins and when it ends, so that one that was killed has the first of them; it
 * gets the second from whoever puts it right.
 */
public final class AuditTrail implements RunListener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LineFile file;
  private final Consumer<IOException> trouble;
  private volatile @Nullable RunStarted started;
  private volatile @Nullable SetChosen chosen;

  /**
   * A trail.
   *
   * @param file which file
   * @param trouble is told of what keeps a line from being written
   */
  public AuditTrail(Path file, Consumer<IOException> trouble) {
    this.file = new LineFile(file);
    this.trouble = trouble;
  }

  @Override
  public void happened(RunEvent event) {
    if (event instanceof RunStarted start) {
      started = start;
      add(line(start.at(), "began", start));
    } else if (event instanceof SetChosen choice) {
      chosen = choice;
    } else if (event instanceof RunEnded end && started != null) {
      ended(end.at(), started, end.state(), end.cause());
    }
  }

  /** A run that was killed was put right, as far as that was possible. */
  public void close(RunRecord dead) {
    Instant at = dead.ended();
    ended(at == null ? dead.started().at() : at, dead.started(), dead.state(), dead.cause());
  }

  private void ended(Instant at, RunStarted run, RunState state, @Nullable Trouble cause) {
    Map<String, Object> line = line(at, "ended", run);
    SetChosen choice = chosen;
    if (choice != null) {
      line.put("set", choice.set());
      line.put("store", choice.store());
    }
    line.put("outcome", state.word());
    if (cause != null) {
      line.put("because", cause.message());
    }
    add(line);
  }

  private static Map<String, Object> line(Instant at, String event, RunStarted started) {
    RunInfo run = started.run();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("formatVersion", "1.0");
    line.put("at", at.toString());
    line.put("event", event);
    line.put("user", run.user());
    line.put("host", run.host());
    line.put("trigger", run.trigger());
    line.put("verb", started.asked().verb());
    line.put("kind", started.plan().kind());
    line.put("plan", started.plan().name());
    line.put("type", run.type());
    line.put("run", run.id());
    return line;
  }

  private void add(Map<String, Object> line) {
    try {
      file.add(JSON.writeValueAsString(line));
    } catch (IOException e) {
      trouble.accept(e);
    }
  }
}
