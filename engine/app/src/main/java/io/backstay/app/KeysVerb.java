package io.backstay.app;

import io.backstay.set.Keyring;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "keys",
    description = "Show the key this host signs its sets with, and whose sets it believes.")
final class KeysVerb extends Verb {
  @Option(
      names = "--trust",
      paramLabel = "key",
      description = "Believe the sets of another host from now on; the id is shown by keys there.")
  @Nullable String trust;

  @Override
  ExitCode run(Session session) {
    Keyring keys = session.trust().keys();
    if (trust != null) {
      keys.trust(trust);
    }
    List<Line> lines = lines(keys);
    if (session.json()) {
      session.print(lines);
    } else if (lines.isEmpty()) {
      session.say("no key yet; the first run makes one");
    } else {
      lines.forEach(line -> session.say(line.id + "  " + line.what));
    }
    return ExitCode.OK;
  }

  private static List<Line> lines(Keyring keys) {
    Set<String> own = keys.own();
    return keys.trusted().stream()
        .map(id -> new Line(id, own.contains(id) ? "of this host" : "of another host, believed"))
        .toList();
  }

  /** A key. */
  record Line(String id, String what) {}
}
