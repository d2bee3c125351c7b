package io.backstay.app;

import io.backstay.expr.Human;
import io.backstay.run.RunRecord;
import io.backstay.set.KeyProofs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

final class DoctorVerb extends Verb {
  private static final List<String> PROGRAMS =
      List.of("pg_dump", "pg_restore", "psql", "tar", "zstd", "gzip");

  @Override
  void declare(Syntax syntax) {
    syntax.does("Look at what this host has for running plans.");
  }

  @Override
  ExitCode run(Session session) {
    List<Line> lines = new ArrayList<>();
    lines.add(java());
    lines.add(state(session.state()));
    lines.add(docker(session));
    PROGRAMS.forEach(program -> lines.add(program(program, session)));
    session.history().leftovers().forEach(run -> lines.add(leftover(run)));
    Instant now = session.clock().instant();
    session.history().kept().forEach(run -> lines.add(kept(Kept.of(run), now)));
    List<KeyProofs.Key> unproven = session.trust().keys().proofs().unproven();
    if (!unproven.isEmpty()) {
      lines.add(new Line("-", "keys", KeyProofs.doubt(unproven) + "; backstay keys says how"));
    }
    if (session.json()) {
      session.print(lines);
    } else {
      lines.forEach(
          l -> session.say("%-5s %-12s %s".formatted(l.status, l.what, l.says).stripTrailing()));
    }
    return lines.stream().anyMatch(l -> l.status.equals("FAIL")) ? ExitCode.ATTENTION : ExitCode.OK;
  }

  private static Line java() {
    String home = System.getProperty("java.home");
    return new Line("ok", "java", Runtime.version() + " in " + home);
  }

  private static Line state(Path state) {
    Path existing = state;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isWritable(existing)) {
      return new Line("FAIL", "state", state + " cannot be written; use --state-dir");
    }
    try {
      String free = Human.size(Files.getFileStore(existing).getUsableSpace()) + " free";
      return open(state)
          ? new Line("FAIL", "state", state + " can be read by others: chmod 700 " + state)
          : new Line("ok", "state", state + ", " + free);
    } catch (IOException e) {
      return new Line("FAIL", "state", state + ": " + e.getMessage());
    }
  }

  private static boolean open(Path state) throws IOException {
    Set<PosixFilePermission> others =
        Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_READ);
    return Files.isDirectory(state)
        && Files.getPosixFilePermissions(state).stream().anyMatch(others::contains);
  }

  private static Line docker(Session session) {
    String host = session.environment().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
    Path socket = Path.of(host.replaceFirst("^unix://", ""));
    boolean there = host.startsWith("tcp:") || Files.exists(socket);
    return there
        ? new Line("ok", "docker", host)
        : new Line("-", "docker", "no engine at " + host + "; only plans with containers need one");
  }

  private static Line program(String name, Session session) {
    return find(name, session)
        .map(path -> new Line("ok", name, path.toString()))
        .orElseGet(() -> new Line("-", name, "not installed; only some plans need it"));
  }

  private static Optional<Path> find(String name, Session session) {
    return Stream.of(session.environment().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(dir -> Path.of(dir, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Line leftover(RunRecord run) {
    return new Line("FAIL", "leftovers", "run " + run.id() + " is dead; backstay status says more");
  }

  /** What a failed drill keeps takes room here, and has to go when its time is over. */
  private static Line kept(Kept kept, Instant now) {
    return kept.stays(now)
        ? new Line(
            "-",
            "drills",
            "%s keeps %d for a look until %s: %s"
                .formatted(kept.name(), kept.what().size(), kept.until(), Kept.REMOVE))
        : new Line("FAIL", "drills", kept.overdue() + Kept.REMOVE);
  }

  /** One thing that was looked at. */
  record Line(String status, String what, String says) {}
}
