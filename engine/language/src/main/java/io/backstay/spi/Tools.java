package io.backstay.spi;

import java.nio.file.Path;
import java.util.Optional;

/** What a step may use while it acts. */
public interface Tools extends Look {
  /**
   * Identity and circumstances of the run. While a debt is paid this is the run that took it, even
   * if that run is long dead.
   */
  RunInfo run();

  /**
   * The facts journaled with a debt of this run that is neither paid nor settled; empty when there
   * is none. A step that undoes what an earlier one did learns here whether that ever happened.
   */
  Optional<Facts> debt(Ref on, String action);

  /** Facts of this step so far, those of the holds around it included. */
  Facts facts();

  /** Starts a program; it ends with its whole process tree when the step is cancelled. */
  Program start(Command command);

  /** A private directory (0700) that is removed with the run, whatever happens. */
  Path scratch();

  /** An artifact of the set as a local file with its stored bytes, digest checked before. */
  Path artifact(String name);

  /** Tells how far it is; may be called often. */
  void progress(long bytes);

  /** A line for the step's log. */
  void log(String line);
}
