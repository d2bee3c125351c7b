package io.backstay.plan;

import java.util.List;

/** Whether a text says what a file said, comments and all. */
final class LayoutProof {
  private LayoutProof() {}

  /**
   * Reads the text as any file is read.
   *
   * @param said what it has to say, keys in this order
   * @param comments those it has to have
   */
  static boolean holds(Node.Fields said, List<Written.Comment> comments, String text) {
    try {
      SourceText source = new SourceText("", text);
      YamlTree.Tree tree = YamlTree.read(source);
      return tree.problems().isEmpty()
          && same(said, tree.root())
          && texts(comments).equals(texts(WrittenReader.read(source).comments()));
    } catch (Unreadable unreadable) {
      return false;
    }
  }

  /** In any order: comments move with what they stand by. */
  private static List<String> texts(List<Written.Comment> comments) {
    return comments.stream().map(Written.Comment::text).sorted().toList();
  }

  private static boolean same(Node one, Node other) {
    return switch (one) {
      case Node.Scalar text ->
          other instanceof Node.Scalar scalar
              && text.text().equals(scalar.text())
              && Texts.nothing(text) == Texts.nothing(scalar);
      case Node.Items items ->
          other instanceof Node.Items others && each(items.items(), others.items());
      case Node.Fields fields ->
          other instanceof Node.Fields others
              && names(fields).equals(names(others))
              && each(values(fields), values(others));
    };
  }

  private static boolean each(List<Node> some, List<Node> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!same(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> names(Node.Fields fields) {
    return fields.fields().stream().map(Node.Field::name).toList();
  }

  private static List<Node> values(Node.Fields fields) {
    return fields.fields().stream().map(Node.Field::value).toList();
  }
}
