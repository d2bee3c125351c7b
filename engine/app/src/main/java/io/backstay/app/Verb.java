package io.backstay.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/** What all verbs share: the flags of the command, and a session made from them. */
abstract class Verb implements Callable<Integer> {
  @ParentCommand Backstay root;

  @SuppressWarnings("NullAway.Init") // picocli fills root before it calls
  Verb() {}

  @Override
  public final Integer call() {
    return run(Session.of(root)).code();
  }

  /** Does it. */
  abstract ExitCode run(Session session);
}
