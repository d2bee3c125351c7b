package io.backstay.app;

import io.backstay.program.Program;
import io.backstay.run.AuditTrail;
import io.backstay.run.RunListener;
import io.backstay.run.RunRecord;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Sees to it that the runs of plans that want it are written down in a file of theirs. */
record Auditing(Session session) implements RunListener {
  /** Watches a run that is about to begin. */
  RunListener of(Program program) {
    return trail(program).<RunListener>map(trail -> trail).orElse(RunListener.NONE);
  }

  /** A run that was killed gets its last line from whoever puts it right. */
  @Override
  public void settled(RunRecord dead) {
    try {
      Loader.Loaded loaded = new PastPlans(session).then(dead);
      Program program = new Loader(session).lower(loaded, dead.started().run(), null);
      trail(program).ifPresent(trail -> trail.close(dead));
    } catch (Failure | Stop unreadable) {
      session.note("  R762: whether run " + dead.id() + " is audited cannot be told any more");
    }
  }

  private Optional<AuditTrail> trail(Program program) {
    return Optional.ofNullable(program.sets().audit())
        .map(file -> new AuditTrail(file, trouble -> report(file, trouble)));
  }

  private void report(Path file, IOException trouble) {
    session.note(
        "  R762: no line was added to the audit log " + file + ": " + trouble.getMessage());
  }
}
