package io.backstay.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Past runs of a state directory. Reads, and changes nothing. */
public final class RunHistory {
  private final Path state;

  /** The runs of this state directory, which need not exist. */
  public RunHistory(Path state) {
    this.state = state;
  }

  /** Ids of all runs, newest first. */
  public List<String> ids() {
    return pending(state.toString());
  }

  /** One run; empty when there is none of that id. A run that was found dead is interrupted. */
  public Optional<RunRecord> find(String id) {
    return pending(id);
  }

  /** Runs that are dead, or ended with something still owed; newest first. */
  public List<RunRecord> leftovers() {
    return pending(state.toString());
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T pending(String what) {
    throw new UnsupportedOperationException(what);
  }
}
