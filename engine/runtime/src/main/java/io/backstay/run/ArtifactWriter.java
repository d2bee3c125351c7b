package io.backstay.run;

import io.backstay.run.stream.Codec;
import io.backstay.run.stream.Destination;
import io.backstay.run.stream.Pipeline;
import io.backstay.run.stream.Producer;
import io.backstay.run.stream.Stored;
import io.backstay.run.stream.Stored.Algorithm;
import io.backstay.run.stream.StreamException;
import io.backstay.set.Manifest;
import io.backstay.set.StagedSet;
import io.backstay.set.StoredAs;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op.Drain.ToArtifact;
import io.backstay.spi.Sealing;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one artifact of the staged set. */
final class ArtifactWriter {
  private final ToArtifact to;
  private final RunSets sets;
  private final StagedSet staged;
  private final Tools tools;
  private final Work work;
  private final Seals seals;
  private final @Nullable PlanEnvelope envelope;

  ArtifactWriter(ToArtifact to, RunSets sets, Tools tools, Work work) {
    this.to = to;
    this.sets = sets;
    this.staged = sets.staged();
    this.tools = tools;
    this.work = work;
    this.seals = new Seals(sets, tools, work);
    Sealing sealing = to.sealing();
    this.envelope = sealing == null ? null : new PlanEnvelope(sealing, tools);
  }

  private Path target() {
    Sealing sealing = to.sealing();
    return staged.file(sealing == null ? to.name() : to.name() + sealing.ending());
  }

  /** Where the list of its members goes. */
  Path inventory() {
    return staged.inventory(inventoryName());
  }

  private String inventoryName() {
    return to.name() + ".inventory.zst";
  }

  /** Stores all that is produced, or nothing. */
  Stored store(Producer producer) {
    Destination destination =
        Destination.of(target())
            .with(Codec.valueOf(to.codec().name()))
            .with(digests(to.digests()))
            .sealedBy(envelope)
            .with(tools::progress, work.cancel()::cancelled);
    try {
      return Pipeline.store(producer, destination);
    } catch (StreamException e) {
      work.cancel().check();
      throw StreamFailures.of(e);
    } catch (IOException e) {
      throw StreamFailures.of(e);
    }
  }

  private static Set<Algorithm> digests(Set<String> names) {
    EnumSet<Algorithm> algorithms = EnumSet.noneOf(Algorithm.class);
    for (String name : names) {
      try {
        algorithms.add(Algorithm.valueOf(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw Failure.of("R141", "there is no digest `" + name + "`")
            .help("use sha256, sha512 or md5");
      }
    }
    return algorithms;
  }

  /**
   * Adds what was stored to the set.
   *
   * @param members how many members its list has; null when it has no list
   * @param learnt what was found out while it was made, kept in the manifest
   * @return what later steps can read
   */
  Facts add(Stored stored, String kind, String source, @Nullable Long members, Facts learnt) {
    Manifest.Artifact artifact;
    try {
      artifact = artifact(stored, kind, source, members, learnt);
      staged.add(artifact);
    } catch (RuntimeException e) {
      if (envelope != null) {
        Seals.withdraw(target(), inventory());
      }
      throw e;
    }
    work.made(artifact.name());
    Map<String, Object> told =
        Map.of("name", artifact.name(), "size", artifact.bytes(), "sha256", artifact.sha256());
    return new Facts(Map.of("artifact", told, "bytes", artifact.bytes()));
  }

  private Manifest.Artifact artifact(
      Stored stored, String kind, String source, @Nullable Long members, Facts learnt) {
    StoredAs file = seals.stored(target(), stored, envelope);
    Manifest.Inventory list = members == null ? null : list(members);
    Sealing sealing = to.sealing();
    if (sealing != null) {
      list = list == null ? null : seals.seal(list, sealing);
      sets.sealed(to.name(), sealing);
    }
    return new Manifest.Artifact(
        to.name(),
        file.name(),
        kind,
        source,
        file.bytes(),
        file.sha256(),
        file.md5(),
        new Manifest.Content(stored.plainSize(), stored.plainSha256()),
        to.codec(),
        list,
        learnt,
        file.sealed());
  }

  private Manifest.Inventory list(long members) {
    Path file = inventory();
    try {
      return new Manifest.Inventory(
          inventoryName(), Files.size(file), Proof.digest(file, "SHA-256"), members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
