package io.backstay.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** What all verbs share: the flags of the command, and a session made from them. */
abstract class Verb implements Callable<Integer> {
  Backstay root;

  @SuppressWarnings("NullAway.Init") // Verbs fills root before anything is called
  Verb() {}

  /** Says what it takes. */
  abstract void declare(Syntax syntax);

  @Override
  public final Integer call() {
    if (root.output.reports() && !reports()) {
      String form = root.output.name().toLowerCase(Locale.ROOT);
      throw new Stop(
          ExitCode.INVALID, "this verb has no output `" + form + "`", "-o human, json or ndjson");
    }
    Session session = Session.of(root);
    if (!speaksOfTheDead()) {
      new Notice(session).tell(pays());
    }
    return run(session).code();
  }

  /** Whether it pays what dead runs owe before it does anything else. */
  boolean pays() {
    return false;
  }

  /** Whether what it finds can be told to tools that collect findings. */
  boolean reports() {
    return false;
  }

  /** Whether dead runs are what it is about. */
  boolean speaksOfTheDead() {
    return false;
  }

  /** Does it. */
  abstract ExitCode run(Session session);

  /** The plan that somebody has named, or whose file. */
  final Loader.Loaded load(Session session, String plan, PlanFiles.Kind... kinds) {
    return new Loader(session)
        .load(new PlanFiles(session.directory(), root.dir).find(plan, List.of(kinds)));
  }

  /** The file of the Backup that somebody has named, or of all when nobody is. */
  final List<Path> backups(Session session, String plan) {
    PlanFiles files = new PlanFiles(session.directory(), root.dir);
    return plan.isEmpty()
        ? files.all(PlanFiles.Kind.BACKUP)
        : List.of(files.find(plan, List.of(PlanFiles.Kind.BACKUP)));
  }
}
