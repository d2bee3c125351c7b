package io.backstay.run;

import java.util.List;

/** How another process is told to put a run right; whoever starts runs knows its own command. */
public interface Rescue {
  /** Nobody can be told, so nobody stands guard. */
  Rescue NONE = run -> List.of();

  /**
   * A command that puts this run right when {@code dead} is added to it, or {@code overdue} when
   * the run still lives but has kept a service stopped for too long. Its exit code is 0 when
   * nothing is owed any more.
   *
   * @param run id of the run
   */
  List<String> command(String run);
}
