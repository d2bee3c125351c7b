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
    try (InputStream bytes =
        name.equals("checksum") ? world.stored(artifact) : world.plain(artifact)) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return new Verdict.Passed(artifact.name(), Facts.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
