package io.backstay.connectors.checks;

import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Expect;
import io.backstay.spi.Facts;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.SourceRef;
import io.backstay.spi.TreeSource;
import io.backstay.spi.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The check {@code files}. */
@Doc(
    "Compares how many files there are with how many there should be. In a Backup it reads the"
        + " archives and holds every member against what was written down while archiving; in a"
        + " Restore it counts the trees that were put back.")
public final class FilesCheck implements ReadCheckType<FilesCheck.Params> {

  /**
   * Parameters.
   *
   * @param in which tree
   * @param expect what the number has to be
   */
  public record Params(
      @Doc(
              value = "The tree whose files are counted; left out, every tree of the set.",
              example = "uploads")
          @Nullable SourceRef in,
      @Doc(value = "What the number of files has to be.", example = "recorded") @Default("recorded")
          Expect expect) {}

  @Override
  public String name() {
    return "files";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Ref> looksAt(Params params) {
    return params.in() == null ? List.of() : List.of(Ref.of(params.in()));
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    SourceRef in = params.in();
    List<Artifact> archives =
        world.artifacts().stream().filter(a -> a.kind().equals("archive")).toList();
    if (in != null) {
      return live(in.name(), params.expect(), recorded(in.name(), archives, world), world);
    }
    if (archives.isEmpty()) {
      return new Verdict.NotPassed("an archive", "none", "the set holds no files", Facts.NONE);
    }
    return world.restored()
        ? all(
            trees(archives)
                .map(tree -> live(tree, params.expect(), count(world, tree, "files"), world)))
        : all(archives.stream().map(archive -> archived(archive, params.expect(), world)));
  }

  private static Verdict archived(Artifact archive, Expect expect, CheckWorld world) {
    return expect instanceof Expect.Recorded
        ? world.readArchive(archive)
        : Expectation.of(expect)
            .verdict(
                "the number of files in `" + archive.name() + "`",
                archive.facts().get("files").orElse(0));
  }

  private static Verdict live(
      String tree, Expect expect, Optional<Object> recorded, CheckWorld world) {
    Facts found = world.observe(Ref.of(new SourceRef(tree)), new TreeSource.Totals());
    return new Expectation(expect, recorded)
        .verdict("the number of files in `" + tree + "`", found.get("files").orElse(0));
  }

  /** A source nothing was recorded about takes all the trees of the set. */
  private static Optional<Object> recorded(
      String source, List<Artifact> archives, CheckWorld world) {
    Optional<Object> own = count(world, source, "files");
    if (own.isPresent() || archives.isEmpty()) {
      return own;
    }
    long sum = 0;
    for (String tree : trees(archives).toList()) {
      Optional<Object> one = count(world, tree, "files");
      if (!(one.orElse(null) instanceof Number number)) {
        return Optional.empty();
      }
      sum += number.longValue();
    }
    return Optional.of(sum);
  }

  private static Stream<String> trees(List<Artifact> archives) {
    TreeSet<String> trees = new TreeSet<>();
    for (Artifact archive : archives) {
      if (archive.facts().get("roots").orElse(null) instanceof List<?> roots) {
        roots.forEach(root -> trees.add(root.toString()));
      } else {
        trees.add(archive.source());
      }
    }
    return trees.stream();
  }

  private static Optional<Object> count(CheckWorld world, String tree, String what) {
    return world.recorded(tree, "files").map(f -> f instanceof Map<?, ?> map ? map.get(what) : f);
  }

  /** The first that has not passed decides. */
  private static Verdict all(Stream<Verdict> verdicts) {
    List<Verdict> made = verdicts.toList();
    Optional<Verdict> bad = made.stream().filter(v -> !(v instanceof Verdict.Passed)).findFirst();
    return bad.orElseGet(
        () ->
            made.size() == 1
                ? made.getFirst()
                : new Verdict.Passed(
                    made.size() + " trees have the files they should", Facts.NONE));
  }
}
