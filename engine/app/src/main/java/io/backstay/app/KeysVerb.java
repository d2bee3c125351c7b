package io.backstay.app;

import io.backstay.set.Keyring;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class KeysVerb extends Verb {
  @Nullable String trust;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Show the key this host signs its sets with, and whose sets it believes.");
    syntax.option(
        "--trust",
        "key",
        String.class,
        "Believe the sets of another host from now on; the id is shown by keys there.",
        value -> trust = value);
  }

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
