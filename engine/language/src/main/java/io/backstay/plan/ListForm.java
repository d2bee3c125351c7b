package io.backstay.plan;

import io.backstay.expr.Kind;
import io.backstay.expr.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list. A single element may stand without brackets, and a list of texts may be an expression; a
 * list of sources may be {@code ${run.sources}} and no other.
 *
 * @param element what each element is
 */
record ListForm(Form element) implements Form {
  @Override
  public void check(Node node, Use use, Checking checking) {
    if (node instanceof Node.Items items) {
      Use each = Use.required(use.key());
      items.items().forEach(item -> element.check(item, each, checking));
    } else if (wholeList(node).isPresent()) {
      Texts.check((Node.Scalar) node, wholeList(node).get(), use, checking);
    } else {
      element.check(node, use, checking);
    }
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    List<Object> values = new ArrayList<>();
    if (node instanceof Node.Items items) {
      items.items().forEach(item -> add(values, element.bind(item, use, binding)));
    } else if (wholeList(node).isPresent()) {
      return expression((Node.Scalar) node, wholeList(node).get(), use, binding);
    } else {
      add(values, element.bind(node, use, binding));
    }
    return List.copyOf(values);
  }

  private @Nullable Object expression(Node.Scalar node, Kind kind, Use use, Binding binding) {
    return switch (binding.value(node, kind, use)) {
      case Value.Items(List<Value.Known> items) ->
          items.stream()
              .map(item -> element.bind(item(node, item), use, binding))
              .filter(java.util.Objects::nonNull)
              .toList();
      case Value.Unknown ignored -> List.of();
      default -> null;
    };
  }

  private static Node item(Node.Scalar node, Value.Known item) {
    String text = item.text().replace("${", "$${");
    return new Node.Scalar(
        text, Node.Style.QUOTED, node.position(), (offset, length) -> node.position());
  }

  /** The kind of the list that an expression standing alone has to give. */
  private Optional<Kind> wholeList(Node node) {
    if (!(node instanceof Node.Scalar scalar)
        || !scalar.text().startsWith("${")
        || scalar.text().indexOf('}') != scalar.text().length() - 1) {
      return Optional.empty();
    }
    return switch (element) {
      case ScalarForm form -> Optional.of(new Kind.ListOf(form.kind()));
      // Names are written out, and so are those of every type of backup.
      case NameForm name when name.equals(NameForm.SOURCE) && runSources(scalar.text()) ->
          Optional.of(new Kind.ListOf(Kind.STRING));
      default -> Optional.empty();
    };
  }

  private static boolean runSources(String text) {
    return text.substring(2, text.length() - 1).strip().equals("run.sources");
  }

  private static void add(List<Object> values, @Nullable Object value) {
    if (value != null) {
      values.add(value);
    }
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.list(element.schema());
  }

  @Override
  public String named() {
    return "a list, each " + element.named();
  }
}
