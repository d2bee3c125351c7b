package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstay.run.StepOutcome.Trouble;
import io.backstay.set.KeyProofs;
import io.backstay.spi.Failure;
import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether the keys that a set is encrypted for open what is encrypted for them. Each is asked once:
 * by this host where it has the key, else by whoever has it, so that a public key pasted wrong is
 * found on the day of the first backup and not on the day of the disaster.
 */
final class RecoveryKeys {
  private final Tools tools;
  private final KeyProofs proofs;

  RecoveryKeys(Tools tools, KeyProofs proofs) {
    this.tools = tools;
    this.proofs = proofs;
  }

  /** Why nobody can be sure that what was encrypted in these ways can be opened. */
  Optional<Trouble> doubt(Collection<Sealing> ways) {
    try {
      List<KeyProofs.Key> unproven =
          ways.stream()
              .flatMap(way -> way.each().stream())
              .distinct()
              .map(this::asked)
              .filter(key -> !key.proven())
              .toList();
      return unproven.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Trouble("R145", KeyProofs.doubt(unproven), KeyProofs.proof(unproven), true));
    } catch (Failure failure) {
      return Optional.of(new Trouble(failure.code(), failure.message(), failure.help(), true));
    } catch (UncheckedIOException e) {
      return Optional.of(new Trouble("R145", "no key could be tried: " + e, null, true));
    }
  }

  private KeyProofs.Key asked(Sealing one) {
    String word = UUID.randomUUID().toString();
    Path sealed = tools.scratch().resolve("word" + one.ending());
    try {
      Seal seal = seal(one, "backstay keys --prove " + word + "\n", sealed);
      String recipient = String.join(" ", seal.recipients());
      KeyProofs.Key key = proofs.of(one.way(), recipient).orElse(null);
      if (key != null && key.proven()) {
        return key;
      }
      if (opens(one, seal, sealed, word)) {
        return proofs.proven(one.way(), recipient);
      }
      return key != null && key.waits()
          ? key
          : proofs.ask(one.way(), recipient, word, Files.readAllBytes(sealed), one.ending());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Seal seal(Sealing one, String text, Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to);
        Sealing.Sealer sealer = one.seal(out, tools)) {
      sealer.plain().write(text.getBytes(UTF_8));
      return sealer.finish();
    }
  }

  /** Whether this host has the key. */
  private boolean opens(Sealing one, Seal seal, Path sealed, String word) {
    try (InputStream plain = one.open(sealed, seal, tools)) {
      return new String(plain.readAllBytes(), UTF_8).contains(word);
    } catch (Failure | IOException itHasNot) {
      return false;
    }
  }
}
