package io.backstay.testing;

import io.backstay.spi.Command;
import io.backstay.spi.Facts;
import io.backstay.spi.Program;
import io.backstay.spi.Ref;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Secret;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tools without a run around them: what is asked for was put there by the test. */
public final class TestTools implements Tools {
  /** When the run of these tools began. */
  public static final Instant NOW = Instant.parse("2026-02-13T02:00:00Z");

  private final Path scratch;
  private final Clock clock;
  private final Map<String, String> secrets = new HashMap<>();
  private final Map<String, Path> artifacts = new HashMap<>();
  private final Map<String, Facts> debts = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private Facts facts = Facts.NONE;

  /** Tools that work in a directory, at {@link #NOW}. */
  public TestTools(Path scratch) {
    this(scratch, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** Tools that work in a directory. */
  public TestTools(Path scratch, Clock clock) {
    this.scratch = scratch;
    this.clock = clock;
  }

  /** Declares a secret. */
  public TestTools secret(String name, String value) {
    secrets.put(name, value);
    return this;
  }

  /** Provides an artifact of the chosen set. */
  public TestTools artifact(String name, Path file) {
    artifacts.put(name, file);
    return this;
  }

  /** Provides facts of the step. */
  public TestTools facts(Facts known) {
    facts = known;
    return this;
  }

  /** Opens a debt. */
  public TestTools debt(Ref on, String action, Facts known) {
    debts.put(on + " " + action, known);
    return this;
  }

  /** Gives up. */
  public void cancel() {
    cancelled.set(true);
  }

  /** What was logged. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public RunInfo run() {
    return new RunInfo(
        "20260213_020000-7c1e",
        "20260213_020000",
        clock.instant(),
        ZoneOffset.UTC,
        "shop",
        "full",
        "manual",
        "backup",
        "ops-1",
        null);
  }

  @Override
  public Optional<Facts> debt(Ref on, String action) {
    return Optional.ofNullable(debts.get(on + " " + action));
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public Program start(Command command) {
    return new TestProgram(command, this);
  }

  @Override
  public Path scratch() {
    return scratch;
  }

  @Override
  public Path artifact(String name) {
    return Optional.ofNullable(artifacts.get(name))
        .orElseThrow(() -> new AssertionError("the test provides no artifact " + name));
  }

  @Override
  public void progress(long bytes) {
    // Nobody watches.
  }

  @Override
  public void log(String line) {
    lines.add(line);
  }

  @Override
  public String reveal(Secret secret) {
    return Optional.ofNullable(secrets.get(secret.name()))
        .orElseThrow(() -> new AssertionError("the test declares no " + secret));
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public boolean cancelled() {
    return cancelled.get();
  }
}
