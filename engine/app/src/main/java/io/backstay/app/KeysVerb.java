package io.backstay.app;

import io.backstay.set.KeyProofs;
import io.backstay.set.Keyring;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class KeysVerb extends Verb {
  @Nullable String trust;
  @Nullable String prove;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Show the keys that sets are signed with and encrypted for, and which are proven.");
    syntax.option(
        "--trust",
        "key",
        String.class,
        "Believe the sets of another host from now on; the id is shown by keys there.",
        value -> trust = value);
    syntax.option(
        "--prove",
        "word",
        String.class,
        "What a file says that was left to be opened by a key: so somebody has that key.",
        value -> prove = value);
  }

  @Override
  ExitCode run(Session session) {
    Keyring keys = session.trust().keys();
    if (trust != null) {
      keys.trust(trust);
    }
    if (prove != null && keys.proofs().found(prove).isEmpty()) {
      throw new Stop(
          ExitCode.REFUSED,
          "no file that waits to be opened says that",
          "backstay keys shows what waits, and how to open it");
    }
    List<Line> lines = Stream.concat(signing(keys), opening(keys.proofs())).toList();
    if (session.json()) {
      session.print(lines);
    } else if (lines.isEmpty()) {
      session.say("no key yet; the first run makes one");
    } else {
      lines.forEach(line -> session.say(line.id + "  " + line.what));
    }
    return ExitCode.OK;
  }

  private static Stream<Line> signing(Keyring keys) {
    Set<String> own = keys.own();
    return keys.trusted().stream()
        .map(id -> new Line(id, own.contains(id) ? "of this host" : "of another host, believed"));
  }

  private static Stream<Line> opening(KeyProofs proofs) {
    return proofs.all().stream()
        .map(
            key ->
                new Line(
                    key.recipient(),
                    key.proven()
                        ? "opens what is encrypted for it"
                        : "not proven; where it is:  " + key.opened()));
  }

  /** A key. */
  record Line(String id, String what) {}
}
