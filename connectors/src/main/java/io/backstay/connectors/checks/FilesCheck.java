package io.backstay.connectors.checks;

import io.backstay.spi.CheckWorld;
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
import org.jspecify.annotations.Nullable;

/** The check {@code files}. */
@Doc("Counts the files of a tree and compares the number, usually with that of the backup.")
public final class FilesCheck implements ReadCheckType<FilesCheck.Params> {

  /**
   * Parameters.
   *
   * @param in which tree
   * @param expect what the number has to be
   */
  public record Params(
      @Doc(
              value = "The tree whose files are counted; by default every tree of the set.",
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
    List<String> trees = in == null ? trees(world) : List.of(in.name());
    if (trees.isEmpty()) {
      return new Verdict.NotPassed("a tree", "none", "the set holds no files", Facts.NONE);
    }
    Verdict last = new Verdict.NotApplicable("no tree");
    for (String tree : trees) {
      last = one(tree, params.expect(), world);
      if (!(last instanceof Verdict.Passed)) {
        return last;
      }
    }
    return trees.size() == 1
        ? last
        : new Verdict.Passed(trees.size() + " trees have the files they should", Facts.NONE);
  }

  private static List<String> trees(CheckWorld world) {
    TreeSet<String> trees = new TreeSet<>();
    world.artifacts().stream()
        .map(CheckWorld.Artifact::source)
        .filter(source -> !source.isEmpty() && Recorded.find(world, source, "files").isPresent())
        .forEach(trees::add);
    return List.copyOf(trees);
  }

  private static Verdict one(String tree, Expect expect, CheckWorld world) {
    Optional<Object> recorded = Recorded.find(world, tree, "files");
    Ref ref = Ref.of(new SourceRef(tree));
    Facts found = world.observe(ref, new TreeSource.Totals());
    Object files = found.get("files").orElse(0);
    return new Expectation(expect, recorded.map(FilesCheck::number))
        .verdict("the number of files in `" + tree + "`", files);
  }

  private static Object number(Object recorded) {
    return recorded instanceof Map<?, ?> map && map.get("files") instanceof Object files
        ? files
        : recorded;
  }
}
