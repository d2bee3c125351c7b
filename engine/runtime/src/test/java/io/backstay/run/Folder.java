package io.backstay.run;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Facts;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Tools;
import io.backstay.spi.TreeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A directory as a source: replaced by renames, put back by renames. */
final class Folder implements TreeSource {
  private final Ref ref;
  private final Path live;

  Folder(String name, Path live) {
    this.ref = new Ref(Ref.Kind.SOURCE, name);
    this.live = live;
  }

  /** Swaps. */
  record Swap() implements Request {
    @Override
    public String says() {
      return "swapped";
    }
  }

  static Op archive(String to, Op.Codec codec, Folder... folders) {
    List<Ref> refs = Stream.of(folders).map(Folder::ref).toList();
    return new Op.Stream(
        new Op.Producer.Trees(refs, Op.WhenChanging.FAIL),
        new Op.Drain.ToArtifact(to, codec, Set.of("md5")));
  }

  static List<Op> restore(String artifact, Folder folder) {
    return List.of(
        new Op.Owe(folder.ref, "discard-incoming", List.of(), null, AtEnd.PAY),
        new Op.Stream(
            new Op.Producer.Artifact(new Artifacts(artifact)),
            new Op.Drain.ToTrees(Map.of("*", folder.ref))),
        new Op.Owe(folder.ref, "swap-back", List.of(), null, AtEnd.FORGIVE),
        new Op.Change(folder.ref, Op.Verb.RENAME, new Swap()));
  }

  @Override
  public Ref ref() {
    return ref;
  }

  @Override
  public String says() {
    return live.toString();
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of();
  }

  @Override
  public Tree tree(Tools tools) {
    return new Tree.Directory(live, List.of(), List.of());
  }

  private Path incoming() {
    return live.resolveSibling(live.getFileName() + ".incoming");
  }

  private Path previous() {
    return live.resolveSibling(live.getFileName() + ".previous");
  }

  @Override
  public Incoming incoming(Tools tools) {
    try {
      return new Incoming.Directory(Files.createDirectory(incoming()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Request swapIn(Duration keepPrevious) {
    return new Swap();
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    try {
      Files.move(live, previous());
      Files.move(incoming(), live);
      return Facts.NONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    try {
      if (action.equals("discard-incoming")) {
        remove(incoming());
      } else if (Files.exists(previous())) {
        remove(live);
        Files.move(previous(), live);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> all = Files.walk(tree, new FileVisitOption[0])) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
