package io.backstay.run;

import io.backstay.spi.Command;
import io.backstay.spi.Facts;
import io.backstay.spi.Program;
import io.backstay.spi.Ref;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Secret;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * The tools of this run for paying what another one owed.
 *
 * @param tools of this run
 * @param run the other one
 */
record PastTools(Tools tools, RunInfo run) implements Tools {
  @Override
  public String reveal(Secret secret) {
    return tools.reveal(secret);
  }

  @Override
  public Clock clock() {
    return tools.clock();
  }

  @Override
  public boolean cancelled() {
    return tools.cancelled();
  }

  @Override
  public Optional<Facts> debt(Ref on, String action) {
    return Optional.empty();
  }

  @Override
  public Facts facts() {
    return Facts.NONE;
  }

  @Override
  public Program start(Command command) {
    return tools.start(command);
  }

  @Override
  public Path scratch() {
    return tools.scratch();
  }

  @Override
  public Path artifact(String name) {
    return tools.artifact(name);
  }

  @Override
  public void progress(long bytes) {
    tools.progress(bytes);
  }

  @Override
  public void log(String line) {
    tools.log(line);
  }
}
