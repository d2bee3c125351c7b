package io.backstay.run;

import io.backstay.run.stream.StoredFile;
import io.backstay.run.stream.StreamException;
import io.backstay.run.stream.TarExtractor;
import io.backstay.run.stream.Totals;
import io.backstay.run.stream.Unpacked;
import io.backstay.run.stream.Unpacking;
import io.backstay.set.Manifest;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op.Drain.ToTrees;
import io.backstay.spi.Op.Producer;
import io.backstay.spi.Ref;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import io.backstay.spi.TreeSource;
import io.backstay.spi.TreeSource.Incoming;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Unpacks an archive of the set beside the trees it is to replace, proving every member. */
final class TreeUnpacking {
  private final Run run;
  private final RunSets sets;
  private final Tools tools;
  private final Work work;

  TreeUnpacking(Run run, RunSets sets, Tools tools, Work work) {
    this.run = run;
    this.sets = sets;
    this.tools = tools;
    this.work = work;
  }

  Facts unpack(Producer from, ToTrees to) {
    if (!(from instanceof Producer.Artifact(var name, var of))) {
      throw new IllegalStateException("only archives of the set are unpacked, not " + from);
    }
    Manifest.Artifact artifact = sets.staged().artifact(name);
    Map<String, Path> directories = new LinkedHashMap<>();
    Map<String, Incoming.Tar> streams = new LinkedHashMap<>();
    Roots roots = Roots.of(artifact);
    roots.demandTaker(run.resources(), to.targets());
    Map<String, Ref> targets = roots.taken(to.targets());
    for (Map.Entry<String, Ref> target : targets.entrySet()) {
      switch (((TreeSource) run.resource(target.getValue())).incoming(tools)) {
        case Incoming.Directory(Path directory) -> directories.put(target.getKey(), directory);
        case Incoming.Tar stream -> streams.put(target.getKey(), stream);
      }
    }
    try {
      for (Incoming.Tar stream : streams.values()) {
        hand(artifact, stream);
      }
      Facts done = directories.isEmpty() ? Facts.NONE : facts(unpack(artifact, directories));
      return done.and(Facts.of(TreeSource.NOT_IN_ARCHIVE, roots.missing(to.targets())));
    } catch (StreamException e) {
      work.cancel().check();
      throw e.kind() == StreamException.Kind.DAMAGED ? damaged(artifact, e) : StreamFailures.of(e);
    } catch (IOException e) {
      throw StreamFailures.of(e);
    }
  }

  /** Where the staged file is the one in the store, that one is looked at again. */
  private Failure damaged(Manifest.Artifact artifact, StreamException cause) {
    Optional<StoreRef> store = sets.storeOf(artifact.name());
    store.ifPresent(work::doubt);
    String file = "`" + sets.staged().file(artifact.stored()) + "`";
    String where = store.map(ref -> " in store `" + ref.name() + "`").orElse("");
    String message = cause.message().replace(file, "`" + artifact.name() + "`" + where);
    return Failure.of("R132", message)
        .because(cause)
        .help("restore another set, or the same one from another store");
  }

  private Unpacked unpack(Manifest.Artifact artifact, Map<String, Path> directories)
      throws IOException {
    Manifest.Inventory list = artifact.inventory();
    if (list == null) {
      throw Failure.of("R132", "`" + artifact.name() + "` has no list of its members")
          .help("only archives that backstay made are unpacked over data");
    }
    Unpacking alone =
        Unpacking.of(directories, new StagedFiles(sets.staged()).of(list), root())
            .with(tools::progress, work.cancel()::cancelled);
    Unpacking plan = BaseSet.below(artifact.facts()).map(this::base).map(alone::over).orElse(alone);
    return TarExtractor.unpack(sets.archive(artifact), plan);
  }

  private StoredFile base(String archive) {
    BaseSet base = sets.base().orElseThrow();
    return base.file(base.archive(archive));
  }

  /** The other side takes a whole archive, so it has to be one of a single tree. */
  private void hand(Manifest.Artifact artifact, Incoming.Tar stream) throws IOException {
    if (artifact.source().isEmpty()) {
      throw Failure.of("R133", "`" + artifact.name() + "` holds several trees")
          .help("where files cannot be written directly, make one archive for each source");
    }
    if (BaseSet.below(artifact.facts()).isPresent()) {
      throw Failure.of("R133", "`" + artifact.name() + "` has left files to the set it builds on")
          .help("where files cannot be written directly, restore a set that stands alone");
    }
    if (sets.isUnread(artifact.name())) {
      // Whoever takes a stream does not prove its members.
      demand(artifact.name());
    }
    StoredFile file = new StagedFiles(sets.staged()).of(artifact);
    try (InputStream plain = file.open()) {
      stream.write(plain);
    }
  }

  private void demand(String archive) {
    try {
      new FetchedProof(run, sets, tools).demand(archive);
    } catch (Failure failure) {
      if (failure.code().equals("R132")) {
        sets.storeOf(archive).ifPresent(work::doubt);
      }
      throw failure;
    }
  }

  private static Facts facts(Unpacked unpacked) {
    Totals totals = unpacked.totals();
    return new Facts(
        Map.of(
            "files", totals.files(),
            "bytes", totals.bytes(),
            "skipped", unpacked.skipped(),
            "attributes-left-out", unpacked.attributes()));
  }

  /** Owners come back only for who may give files away. */
  private boolean root() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(sets.staged().directory(), "unix:uid"));
  }
}
