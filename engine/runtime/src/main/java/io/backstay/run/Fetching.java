package io.backstay.run;

import io.backstay.set.Manifest;
import io.backstay.set.Sealed;
import io.backstay.set.SetContent;
import io.backstay.set.StoredAs;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op.Movement;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the chosen set here, every byte held against its manifest. What is encrypted is opened:
 * whatever comes after works with artifacts as they were before.
 */
final class Fetching {
  private final Run run;
  private final RunSets sets;
  private final Tools tools;
  private final Work work;

  Fetching(Run run, RunSets sets, Tools tools, Work work) {
    this.run = run;
    this.sets = sets;
    this.tools = tools;
    this.work = work;
  }

  Facts fetch(Movement.Fetch movement) {
    var chosen = sets.chosen().orElseThrow(() -> new IllegalStateException("nothing is chosen"));
    Manifest manifest = chosen.set().manifest();
    StoreRef store = new StoreRef(manifest.store());
    sets.found(store, chosen.set());
    SetContent content = new SetContent(chosen.set(), sets.store(store).reader(tools));
    Opening opening = new Opening(sets, movement.openers(), tools);
    List<String> names = new ArrayList<>();
    long bytes = 0;
    for (Manifest.Artifact artifact : wanted(manifest, movement.artifacts())) {
      work.cancel().check();
      if (movement.unpackedNext().stream().anyMatch(next -> next.matches(artifact.name()))) {
        sets.unread(artifact.name());
      }
      sets.staged().add(fetch(artifact, content, store, opening));
      BaseSet.below(artifact.facts()).ifPresent(this::fetchBase);
      work.made(artifact.name());
      names.add(artifact.name());
      bytes += artifact.bytes();
      tools.progress(bytes);
    }
    if (movement.verify()) {
      FetchedProof proof = new FetchedProof(run, sets, tools);
      names.stream().filter(name -> !sets.isUnread(name)).forEach(proof::demand);
    }
    return new Facts(Map.of("artifacts", names, "bytes", bytes));
  }

  /** What an archive has left out is looked for before anything is touched. */
  private void fetchBase(String name) {
    BaseSet base = sets.base().orElseThrow();
    Manifest.Artifact archive = base.archive(name);
    base.list(archive);
    base.file(archive);
  }

  private static List<Manifest.Artifact> wanted(Manifest manifest, List<Artifacts> which) {
    for (Artifacts pattern : which) {
      boolean optional = pattern.glob() && !pattern.all();
      if (manifest.artifacts(pattern).isEmpty() && !optional) {
        throw Failure.of(
            "R707", "set `" + manifest.id() + "` has no artifact `" + pattern.pattern() + "`");
      }
    }
    return manifest.artifacts().stream()
        .filter(artifact -> which.stream().anyMatch(p -> p.matches(artifact.name())))
        .toList();
  }

  private Manifest.Artifact fetch(
      Manifest.Artifact artifact, SetContent content, StoreRef store, Opening opening) {
    try {
      Sealed sealed = artifact.sealed();
      if (sealed != null) {
        return opened(artifact, sealed, content, opening);
      }
      bring(artifact, content);
      Manifest.Inventory list = artifact.inventory();
      if (list != null) {
        content.fetch(list, sets.staged().inventory(list.name()));
      }
      return artifact;
    } catch (Failure failure) {
      if (Evidence.is(failure)) {
        work.doubt(store);
      }
      throw failure;
    }
  }

  /** What is unpacked next is proven then, byte by byte, where nothing has to be copied. */
  private void bring(Manifest.Artifact artifact, SetContent content) {
    String name = artifact.name();
    Path file = sets.staged().file(artifact.stored());
    boolean archive = artifact.kind().equals("archive");
    if (archive && sets.isUnread(name) && content.link(artifact, file)) {
      sets.link(name, false);
    } else if (content.fetch(artifact, file)) {
      sets.link(name, true);
    }
  }

  /** The encrypted file stays only until it is open. */
  private Manifest.Artifact opened(
      Manifest.Artifact artifact, Sealed sealed, SetContent content, Opening opening) {
    Path closed = closed(artifact.stored());
    content.fetch(artifact, closed);
    Manifest.Inventory list = artifact.inventory();
    Manifest.@Nullable Inventory openList = list == null ? null : list(list, content, opening);
    opening.open(closed, sealed, artifact.name(), sets.staged().file(artifact.name()));
    remove(closed);
    return as(artifact.name(), sealed).of(artifact, openList);
  }

  private Manifest.Inventory list(Manifest.Inventory list, SetContent content, Opening opening) {
    Sealed sealed = list.sealed();
    if (sealed == null) {
      content.fetch(list, sets.staged().inventory(list.name()));
      return list;
    }
    Path closed = closed(list.name());
    content.fetch(list, closed);
    String name = list.name() + ".open";
    opening.open(closed, sealed, list.name(), sets.staged().inventory(name));
    remove(closed);
    return list.as(as(name, sealed));
  }

  private static StoredAs as(String name, Sealed sealed) {
    Manifest.Content content = sealed.content();
    return new StoredAs(name, content.bytes(), String.valueOf(content.sha256()), null, null);
  }

  private Path closed(String stored) {
    try {
      Path place = Private.directory(run.scratch()).resolve("closed-" + stored);
      Files.deleteIfExists(place);
      return place;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path closed) {
    try {
      Files.deleteIfExists(closed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
