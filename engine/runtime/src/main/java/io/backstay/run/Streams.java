package io.backstay.run;

import io.backstay.run.stream.Producer;
import io.backstay.run.stream.Stored;
import io.backstay.set.Manifest;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Facts;
import io.backstay.spi.Feed;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Drain;
import io.backstay.spi.Op.Producer.Artifact;
import io.backstay.spi.Op.Producer.From;
import io.backstay.spi.Op.Producer.Trees;
import io.backstay.spi.Resource;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Tools;
import io.backstay.spi.TreeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Moves bytes from whatever gives them to whatever takes them, in one pass. */
final class Streams {
  private final Run run;
  private final RunSets sets;

  Streams(Run run, RunSets sets) {
    this.run = run;
    this.sets = sets;
  }

  Facts move(Op.Stream op, Tools tools, Work work) {
    return switch (op.to()) {
      case Drain.ToArtifact to ->
          store(op.from(), new ArtifactWriter(to, sets, tools, work), tools);
      case Drain.Into into -> hand(op.from(), into, tools, work);
      case Drain.ToTrees trees ->
          new TreeUnpacking(run, sets, tools, work).unpack(op.from(), trees);
    };
  }

  private Facts store(Op.Producer from, ArtifactWriter writer, Tools tools) {
    return switch (from) {
      case Trees trees -> archive(trees, writer, tools);
      case From feed -> feed(feed, writer, tools);
      case Artifact artifact -> copy(artifact, writer);
    };
  }

  private Facts archive(Trees trees, ArtifactWriter writer, Tools tools) {
    try (ArchiveOfTrees archive = open(trees, writer, tools)) {
      Stored stored = writer.store(archive.writer());
      String source = trees.sources().size() == 1 ? trees.sources().getFirst().name() : "";
      Facts learnt = run.secrets().hide(archive.facts());
      archive
          .counts()
          .forEach((root, count) -> sets.staged().record(root, Facts.of("files", count.values())));
      return writer.add(stored, "archive", source, archive.members(), learnt);
    }
  }

  private ArchiveOfTrees open(Trees trees, ArtifactWriter writer, Tools tools) {
    String since = trees.since();
    BaseSet base = since == null ? null : sets.base(since);
    boolean remembers = sets.program().sets().inChains();
    return new ArchiveOfTrees(trees, writer.inventory(), base, remembers, run, tools);
  }

  private Facts feed(From from, ArtifactWriter writer, Tools tools) {
    Resource resource = run.resource(from.on());
    if (from.request() instanceof TreeSource.Archived) {
      return archive(from, resource, writer, tools);
    }
    try (Feed feed = resource.produce(from.request(), tools)) {
      FeedProducer producer = new FeedProducer(feed);
      Stored stored = writer.store(producer);
      String kind = resource instanceof DatabaseSource ? "dump" : "file";
      Facts learnt = run.secrets().hide(producer.facts());
      return writer.add(stored, kind, from.on().name(), null, learnt);
    }
  }

  private Facts archive(From from, Resource resource, ArtifactWriter writer, Tools tools) {
    String root = from.on().name();
    try (Feed feed = resource.produce(from.request(), tools)) {
      ArchiveOfFeed archive = new ArchiveOfFeed(root, feed, writer.inventory());
      Stored stored = writer.store(archive);
      Facts learnt = run.secrets().hide(archive.facts());
      return writer.add(stored, "archive", root, archive.members(), learnt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Facts copy(Artifact from, ArtifactWriter writer) {
    Manifest.Artifact original = meant(from);
    try (InputStream plain = plain(original)) {
      Stored stored = writer.store(Producer.of(plain));
      return writer.add(stored, original.kind(), original.source(), null, original.facts());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Facts hand(Op.Producer from, Drain.Into into, Tools tools, Work work) {
    Resource taker = run.resource(into.on());
    try {
      return switch (from) {
        case Artifact artifact -> {
          Manifest.Artifact meant = meant(artifact);
          try (InputStream plain = plain(meant)) {
            Facts facts = taker.consume(plain, into.request(), tools);
            // Whoever stopped reading early has not proven the rest.
            plain.transferTo(OutputStream.nullOutputStream());
            work.handed(meant);
            yield facts;
          }
        }
        case From giver -> {
          try (Feed feed = run.resource(giver.on()).produce(giver.request(), tools)) {
            Facts facts = taker.consume(feed.bytes(), into.request(), tools);
            yield facts.and(feed.finish());
          }
        }
        case Trees trees ->
            throw new IllegalStateException("trees are archived, not handed to " + into.on());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Manifest.Artifact meant(Artifact artifact) {
    SourceRef source = artifact.dumpOf();
    return source == null
        ? sets.staged().artifact(artifact.name())
        : sets.staged().dump(artifact.name(), source.name());
  }

  /** The content of a staged artifact, proven by whoever reads to its end. */
  private InputStream plain(Manifest.Artifact artifact) throws IOException {
    return new StagedFiles(sets.staged()).of(artifact).open();
  }
}
