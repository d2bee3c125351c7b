package io.backstay.run;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckUse;
import io.backstay.spi.CheckUse.Severity;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.Op;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks of stored bytes under the names that prove something.
 *
 * @param name the type key
 */
record StoredCheck(String name) implements ReadCheckType<StoredCheck.Params> {
  /** Which artifacts. */
  @Doc("Which.")
  record Params(@Doc("Which.") List<Artifacts> about) {}

  static Op check(String type, String about, @Nullable StoreRef in) {
    Params params = new Params(List.of(new Artifacts(about)));
    return new Op.Check(
        new CheckUse(type, params, type, Severity.CRITICAL, null, "x.yaml:1:1"), in);
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Artifacts> covers(Params params) {
    return params.about();
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    List<CheckWorld.Artifact> all =
        world.artifacts().stream()
            .filter(a -> params.about().stream().anyMatch(p -> p.matches(a.name())))
            .toList();
    for (CheckWorld.Artifact artifact : all) {
      Verdict verdict = one(artifact, world);
      if (!(verdict instanceof Verdict.Passed)) {
        return verdict;
      }
    }
    return new Verdict.Passed(all.size() + " artifacts", Facts.of("artifacts", all.size()));
  }

  private Verdict one(CheckWorld.Artifact artifact, CheckWorld world) {
    if (name.equals("archive-readable")) {
      return world.readArchive(artifact);
    }
    if (name.equals("read-before")) {
      return world.proven(artifact)
          ? new Verdict.Passed(artifact.name(), Facts.NONE)
          : new Verdict.NotPassed("read", "not read", artifact.name(), Facts.NONE);
    }
    try {
      return name.equals("checksum") ? digest(artifact, world) : read(artifact, world);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Verdict digest(CheckWorld.Artifact artifact, CheckWorld world) throws IOException {
    try (InputStream bytes = world.stored(artifact)) {
      String found = sha256(bytes.readAllBytes());
      return found.equals(artifact.sha256())
          ? new Verdict.Passed(artifact.name(), Facts.NONE)
          : new Verdict.NotPassed(artifact.sha256(), found, artifact.name(), Facts.NONE);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Verdict read(CheckWorld.Artifact artifact, CheckWorld world) throws IOException {
    try (InputStream bytes = world.plain(artifact)) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return new Verdict.Passed(artifact.name(), Facts.NONE);
    }
  }
}
