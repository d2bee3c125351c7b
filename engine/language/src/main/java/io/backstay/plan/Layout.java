package io.backstay.plan;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plan files in the layout that all have: keys in the order the language declares them in, indented
 * by two, quotes only where they are needed, an empty line between sections. What a file says, and
 * every comment in it, stays; that is proved for each file, not assumed.
 */
public final class Layout {
  /** By how much what belongs to a key is indented. */
  static final int STEP = 2;

  private final Grammar grammar;

  /** The layout of plans with these words. */
  public Layout(Catalog catalog) {
    this.grammar = new Grammar(catalog);
  }

  /** What came of a file. */
  public sealed interface Laid {}

  /**
   * A text that means the same.
   *
   * @param before the file's
   * @param after the same laid out; equal to it when there is nothing to do
   */
  public record Out(String before, String after) implements Laid {}

  /**
   * It cannot be laid out.
   *
   * @param problems why
   * @param excerpts the lines they are about
   */
  public record Refused(List<Problem> problems, Excerpts excerpts) implements Laid {
    /** Copies the list. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** It would not have come out the same: a mistake of ours, and nothing was done. */
  public record Unproven() implements Laid {}

  /**
   * Lays out a file, as text; nothing is written.
   *
   * @param name what messages call it
   */
  public Laid of(Path file, String name) {
    Map<String, SourceText> files = new HashMap<>();
    try {
      return of(PlanFile.read(file, name, files));
    } catch (Unreadable unreadable) {
      return new Refused(List.of(unreadable.problem()), new Excerpts(files));
    }
  }

  /** The same for a text that is no file yet. */
  public Laid of(String text, String name) {
    SourceText source = new SourceText(name, text);
    try {
      return of(source);
    } catch (Unreadable unreadable) {
      return new Refused(
          List.of(unreadable.problem()), new Excerpts(Map.of(source.name(), source)));
    }
  }

  Laid of(SourceText source) throws Unreadable {
    YamlTree.Tree tree = YamlTree.read(source);
    Problems problems = new Problems(source);
    problems.addAll(tree.problems());
    Optional<PlanKind> kind = new HeadReader(tree.root(), problems).kind();
    if (problems.errors() || kind.isEmpty()) {
      SecretLines.hide(source);
      return new Refused(problems.sorted(), new Excerpts(Map.of(source.name(), source)));
    }
    KeyOrder order = new KeyOrder(grammar, kind.get());
    String before = source.text();
    WrittenReader.File written = read(before);
    String after = text(written, order);
    return LayoutProof.holds(order.of(tree.root()), written.comments(), after)
        ? new Out(before, after)
        : new Unproven();
  }

  private static WrittenReader.File read(String text) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    return WrittenReader.read(new SourceText("", lines));
  }

  private static String text(WrittenReader.File file, KeyOrder order) {
    WrittenComments.give(file);
    return WrittenLines.of(order.of(file.root()), file.root().entries().getFirst());
  }
}
