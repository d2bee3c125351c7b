package io.backstay.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.backstay.run.stream.Codec;
import io.backstay.run.stream.Destination;
import io.backstay.run.stream.Pipeline;
import io.backstay.run.stream.Producer;
import io.backstay.run.stream.Stored;
import io.backstay.run.stream.Stored.Algorithm;
import io.backstay.run.stream.StoredFile;
import io.backstay.run.stream.StreamException;
import io.backstay.set.Manifest;
import io.backstay.set.Sealed;
import io.backstay.set.StagedSet;
import io.backstay.set.StoredAs;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op.Movement.Encrypt;
import io.backstay.spi.Sealing;
import io.backstay.spi.Tools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Encrypts staged files; what was plain is gone afterwards. */
final class Seals {
  private final RunSets sets;
  private final StagedSet staged;
  private final Tools tools;
  private final Work work;

  Seals(RunSets sets, Tools tools, Work work) {
    this.sets = sets;
    this.staged = sets.staged();
    this.tools = tools;
    this.work = work;
  }

  /**
   * Encrypts artifacts, or finds that they are.
   *
   * @throws Failure when one cannot be, or is in another way, or when there is none
   */
  Facts seal(Encrypt encrypt) {
    List<Manifest.Artifact> meant = meant(encrypt);
    for (Manifest.Artifact artifact : meant) {
      work.cancel().check();
      if (artifact.sealed() == null) {
        replace(artifact, encrypt.how());
      } else if (!sets.isSealedBy(artifact.name(), encrypt.how())) {
        throw Failure.of("R144", "`" + artifact.name() + "` is encrypted already")
            .help("let the `artifacts:` of one `encrypt` leave out those of the other");
      }
    }
    return Facts.of("artifacts", meant.stream().map(Manifest.Artifact::name).toList());
  }

  private List<Manifest.Artifact> meant(Encrypt encrypt) {
    List<Manifest.Artifact> all = staged.artifacts();
    for (Artifacts pattern : encrypt.artifacts()) {
      boolean hit = all.stream().anyMatch(a -> pattern.matches(a.name()));
      if (!hit && (pattern.all() || !pattern.glob())) {
        throw Failure.of("R707", "there is no artifact `" + pattern.pattern() + "` to encrypt");
      }
    }
    return all.stream()
        .filter(artifact -> Artifacts.mean(encrypt.artifacts(), artifact.name()))
        .toList();
  }

  private void replace(Manifest.Artifact artifact, Sealing how) {
    StoredFile plain = new StagedFiles(staged).of(artifact);
    Manifest.Inventory list = artifact.inventory();
    Path target = staged.file(artifact.name() + how.ending());
    Set<Algorithm> digests = artifact.md5() == null ? Set.of() : Set.of(Algorithm.MD5);
    StoredAs file = seal(plain, target, how, digests);
    try {
      Manifest.Inventory sealed = list == null ? null : seal(list, how);
      staged.replace(file.of(artifact, sealed));
      sets.sealed(artifact.name(), how);
    } catch (RuntimeException e) {
      withdraw(target);
      throw e;
    }
  }

  /** Encrypts the list of an artifact's members: names of files say much about what is in them. */
  Manifest.Inventory seal(Manifest.Inventory list, Sealing how) {
    StoredFile plain = new StagedFiles(staged).of(list);
    StoredAs file = seal(plain, staged.inventory(list.name() + how.ending()), how, Set.of());
    try {
      Files.delete(plain.file());
    } catch (IOException e) {
      throw Failure.of("R136", "cannot remove `" + plain.file() + "`").because(e);
    }
    return list.as(file);
  }

  private StoredAs seal(StoredFile plain, Path target, Sealing how, Set<Algorithm> digests) {
    PlanEnvelope envelope = new PlanEnvelope(how, tools);
    StoredFile bytes = new StoredFile(plain.file(), Codec.NONE, plain.proof());
    try (InputStream in = bytes.open()) {
      Destination destination =
          Destination.of(target)
              .with(Codec.NONE)
              .with(digests)
              .sealedBy(envelope)
              .with(tools::progress, work.cancel()::cancelled);
      Stored stored = Pipeline.store(Producer.of(in), destination);
      return stored(target, stored, envelope);
    } catch (StreamException e) {
      work.cancel().check();
      throw StreamFailures.of(e);
    } catch (IOException e) {
      throw StreamFailures.of(e);
    }
  }

  /** What was stored, with its code beside it where it has one. */
  StoredAs stored(Path target, Stored stored, @Nullable PlanEnvelope envelope) {
    Sealed sealed = envelope == null ? null : envelope.sealed(stored);
    String name = String.valueOf(target.getFileName());
    StoredAs file =
        new StoredAs(
            name, stored.size(), stored.sha256(), stored.digests().get(Algorithm.MD5), sealed);
    file.code().ifPresent(code -> write(code, target.resolveSibling(code.name())));
    return file;
  }

  private static void write(Sealed.Code code, Path file) {
    byte[] text = code.text().getBytes(US_ASCII);
    try {
      Files.deleteIfExists(file);
      Pipeline.store(
          Producer.of(new ByteArrayInputStream(text)), Destination.of(file).with(Codec.NONE));
    } catch (IOException e) {
      throw StreamFailures.of(e);
    }
  }

  /** Removes what a failed attempt has stored, so that the next one can. */
  static void withdraw(Path... files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".hmac"));
      } catch (IOException e) {
        // The failure that led here is the one that counts; the run's staging goes anyway.
      }
    }
  }
}
