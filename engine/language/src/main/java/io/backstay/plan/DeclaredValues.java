package io.backstay.plan;

import io.backstay.expr.Kind;
import io.backstay.expr.Value;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Parameters of declared sources, services and stores, as expressions name them. */
record DeclaredValues(Plan plan, Values values) {
  Value value(String root, String path) {
    int dot = path.indexOf('.');
    Declared<?> declared = Objects.requireNonNull(declared(root).get(path.substring(0, dot)));
    Shape shape = Shape.of(declared.params().shape());
    String key = path.substring(dot + 1);
    if (shape.slot(key).isEmpty()) {
      return Value.Hidden.of(root + "." + path);
    }
    Slot slot = shape.slot(key).orElseThrow();
    Binding binding = new Binding(plan.ground(), values::value);
    return written(declared.params().node(), shape, slot)
        .map(node -> binding.value((Node.Scalar) node, kind(slot), slot.use()))
        .orElse(new Value.Absent());
  }

  private Map<String, ? extends Declared<?>> declared(String root) {
    Plan.Things things = plan.things();
    return switch (root) {
      case "sources" -> things.sources();
      case "services" -> things.services();
      default -> things.stores();
    };
  }

  /** What the plan says of a parameter, or else its default. */
  private static Optional<Node> written(Node params, Shape shape, Slot slot) {
    Optional<Node> written =
        params instanceof Node.Fields fields
            ? fields.field(slot.key()).map(Node.Field::value)
            : shape.primary().filter(slot::equals).map(primary -> params);
    return written.or(() -> Optional.ofNullable(slot.fallback()));
  }

  static Kind kind(Slot slot) {
    return switch (slot.form()) {
      case ScalarForm form -> form.kind();
      case PathForm path -> Kind.PATH;
      default -> Kind.STRING;
    };
  }

  /** Whether expressions can name a parameter. */
  static boolean nameable(Slot slot) {
    return slot.form() instanceof ScalarForm || slot.form() instanceof PathForm;
  }
}
