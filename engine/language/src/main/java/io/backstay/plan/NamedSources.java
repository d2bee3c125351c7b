package io.backstay.plan;

import java.util.Set;
import java.util.TreeSet;

/** The sources that the parameters of a step name, at whatever depth. */
final class NamedSources {
  private final Set<String> found = new TreeSet<>();

  private NamedSources() {}

  static Set<String> of(Part<?> params) {
    NamedSources sources = new NamedSources();
    sources.look(new RecordForm(params.shape()), params.node());
    return sources.found;
  }

  private void look(Form form, Node node) {
    switch (form) {
      case NameForm name when name.equals(NameForm.SOURCE) ->
          StepParams.scalars(node).forEach(it -> found.add(it.text()));
      case ListForm list -> items(node).forEach(item -> look(list.element(), item));
      case MapForm map -> fields(node).forEach(field -> look(map.value(), field.value()));
      case RecordForm record -> record(Shape.of(record.type()), node);
      default -> {}
    }
  }

  private void record(Shape shape, Node node) {
    if (node instanceof Node.Fields fields) {
      for (Node.Field field : fields.fields()) {
        shape.slot(field.name()).ifPresent(slot -> look(slot.form(), field.value()));
      }
    } else {
      shape.primary().ifPresent(slot -> look(slot.form(), node));
    }
  }

  private static Iterable<Node> items(Node node) {
    return node instanceof Node.Items items ? items.items() : java.util.List.of(node);
  }

  private static Iterable<Node.Field> fields(Node node) {
    return node instanceof Node.Fields fields ? fields.fields() : java.util.List.of();
  }
}
