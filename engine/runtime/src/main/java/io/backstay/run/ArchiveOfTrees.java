package io.backstay.run;

import io.backstay.run.stream.Archive;
import io.backstay.run.stream.ArchiveReport;
import io.backstay.run.stream.StoredFile;
import io.backstay.run.stream.TarWriter;
import io.backstay.run.stream.Totals;
import io.backstay.set.Manifest;
import io.backstay.spi.Facts;
import io.backstay.spi.Op.Producer.Trees;
import io.backstay.spi.Ref;
import io.backstay.spi.Tools;
import io.backstay.spi.TreeSource;
import io.backstay.spi.Unchanged;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** File trees, open for as long as they are archived. */
final class ArchiveOfTrees implements AutoCloseable {
  private final List<TreeSource.Tree> trees = new ArrayList<>();
  private final TarWriter writer;
  private final Manifest.@Nullable Artifact below;

  /**
   * Opens the trees.
   *
   * @param base the set it builds on; null for an archive of everything
   * @param remembers whether anybody will want to know which files were read
   */
  ArchiveOfTrees(
      Trees producer,
      Path inventory,
      @Nullable BaseSet base,
      boolean remembers,
      Run run,
      Tools tools) {
    boolean looks = remembers && producer.unchanged() == Unchanged.STAT;
    try {
      List<Archive.Root> roots = new ArrayList<>();
      for (Ref ref : producer.sources()) {
        TreeSource.Tree tree = ((TreeSource) run.resource(ref)).tree(tools);
        trees.add(tree);
        roots.add(root(ref.name(), tree, looks ? memory(ref.name(), run) : null));
      }
      Archive.WhenChanging changing = Archive.WhenChanging.valueOf(producer.whenChanging().name());
      below = base == null ? null : base.archive(names(producer)).orElse(null);
      StoredFile list = base == null || below == null ? null : base.list(below);
      writer = new TarWriter(new Archive(roots, changing, inventory, list));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Set<String> names(Trees producer) {
    return producer.sources().stream().map(Ref::name).collect(Collectors.toSet());
  }

  /** By the system's own clock: files get their times from it, whatever the step goes by. */
  private static Archive.Memory memory(String name, Run run) {
    return new Archive.Memory(run.known().resolve(FileNames.of(name)), run.scratch(), run.clock());
  }

  private static Archive.Root root(
      String name, TreeSource.Tree tree, Archive.@Nullable Memory memory) {
    return switch (tree) {
      case TreeSource.Tree.Directory(Path root, List<String> include, List<String> exclude) ->
          new Archive.Tree(name, root, include, exclude, memory);
      case TreeSource.Tree.Tar tar -> new Archive.Tarred(name, tar.bytes());
    };
  }

  TarWriter writer() {
    return writer;
  }

  /** How many members its list has; only when it is written. */
  long members() {
    ArchiveReport report = writer.report();
    return report.totals().plus(report.left()).members();
  }

  /** Files and bytes of each tree, by its name; only when it is written. */
  Map<String, Facts> counts() {
    Map<String, Facts> counts = new LinkedHashMap<>();
    writer
        .report()
        .roots()
        .forEach(
            (root, totals) ->
                counts.put(
                    root, new Facts(Map.of("files", totals.files(), "bytes", totals.bytes()))));
    return counts;
  }

  /** What was learnt on the way; only when it is written. */
  Facts facts() {
    ArchiveReport report = writer.report();
    Totals totals = report.totals();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("files", totals.files());
    facts.put("directories", totals.directories());
    facts.put("links", totals.links());
    facts.put("others", totals.others());
    facts.put("content-bytes", totals.bytes());
    facts.put("sockets-left-out", report.sockets());
    facts.put("changed", report.changed());
    facts.put("vanished", report.vanished());
    facts.put("named", report.named());
    facts.put("roots", List.copyOf(report.roots().keySet()));
    putBase(report, facts);
    return new Facts(facts);
  }

  private void putBase(ArchiveReport report, Map<String, Object> facts) {
    if (below != null) {
      facts.put("left-files", report.left().files());
      facts.put("left-bytes", report.left().bytes());
      facts.put("left-unread", report.unread());
      facts.put("gone", report.gone());
      if (report.left().files() > 0) {
        facts.put(BaseSet.ARCHIVE, below.name());
      }
    }
  }

  @Override
  public void close() {
    trees.forEach(TreeSource.Tree::close);
  }
}
