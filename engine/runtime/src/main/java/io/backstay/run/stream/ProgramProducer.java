package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a program writes to its standard output; complete when it exits as it should. */
public final class ProgramProducer implements Producer {
  private final ProgramSpec spec;
  private final Set<Integer> expected;
  private @Nullable ProgramRun run;
  private @Nullable Exit exit;
  private boolean aborted;

  /**
   * A producer that starts the program when the pipeline starts.
   *
   * @param spec the program
   * @param expected exit codes that mean success
   */
  public ProgramProducer(ProgramSpec spec, Set<Integer> expected) {
    this.spec = spec;
    this.expected = Set.copyOf(expected);
  }

  @Override
  public void produce(BlockOutput output) throws IOException, InterruptedException {
    try (ProgramRun started = start()) {
      Producer.of(started.output()).produce(output);
      Exit ended = started.await();
      if (!expected.contains(ended.code())) {
        throw StreamException.of(Kind.PROGRAM, ended.shown(spec.name()));
      }
      ended(ended);
    }
  }

  private synchronized ProgramRun start() throws IOException {
    if (aborted) {
      throw StreamException.of(Kind.CANCELLED, "`" + spec.name() + "` was not started any more");
    }
    ProgramRun started = ProgramRun.start(spec);
    run = started;
    return started;
  }

  private synchronized void ended(Exit with) {
    exit = with;
  }

  /** How it ended; only after the pipeline has ended well. */
  public synchronized Exit exit() {
    if (exit == null) {
      throw new IllegalStateException(spec.name() + " has not ended");
    }
    return exit;
  }

  @Override
  public synchronized void abort() {
    aborted = true;
    if (run != null) {
      run.terminate();
    }
  }

  @Override
  public synchronized void failed() {
    if (run != null) {
      run.close();
    }
  }
}
