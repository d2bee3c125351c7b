package io.backstay.run;

import io.backstay.spi.Command;
import io.backstay.spi.Facts;
import io.backstay.spi.Program;
import io.backstay.spi.Ref;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Secret;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** What a step, or the payment of a debt, may use. */
final class StepTools implements Tools {
  private final Run run;
  private final Work work;
  private final Function<String, Path> artifacts;

  /**
   * Tools for this work.
   *
   * @param artifacts finds the proven file of an artifact by its logical name
   */
  StepTools(Run run, Work work, Function<String, Path> artifacts) {
    this.run = run;
    this.work = work;
    this.artifacts = artifacts;
  }

  @Override
  public String reveal(Secret secret) {
    return run.secrets().reveal(secret);
  }

  @Override
  public Clock clock() {
    return run.clock(work.step());
  }

  @Override
  public boolean cancelled() {
    return work.cancel().cancelled();
  }

  @Override
  public RunInfo run() {
    return run.info();
  }

  @Override
  public Optional<Facts> debt(Ref on, String action) {
    return run.debts().facts(on, action);
  }

  @Override
  public Facts facts() {
    return work.facts();
  }

  @Override
  public Program start(Command command) {
    work.cancel().check();
    return StartedProgram.start(command, run, work.cancel());
  }

  @Override
  public Path scratch() {
    try {
      return Files.createTempDirectory(
          Private.directory(run.scratch()), "scratch-", Private.DIRECTORY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path artifact(String name) {
    return artifacts.apply(name);
  }

  @Override
  public void progress(long bytes) {
    run.listener().progress(work.step(), bytes);
  }

  @Override
  public void log(String line) {
    run.log().say(work.step(), line);
  }
}
