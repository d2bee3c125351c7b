package io.backstay.plan;

import io.backstay.expr.Kind;
import io.backstay.expr.Value;
import io.backstay.spi.Ref;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

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

  /** What is known of a thing's parameters; what depends on more, or is a secret, is left out. */
  Map<String, String> texts(Ref thing) {
    String root =
        switch (thing.kind()) {
          case SOURCE -> "sources";
          case SERVICE -> "services";
          default -> "stores";
        };
    Map<String, String> texts = new TreeMap<>();
    Declared<?> declared = Objects.requireNonNull(declared(root).get(thing.name()));
    for (Slot slot : Shape.of(declared.params().shape()).slots()) {
      if (nameable(slot)
          && value(root, thing.name() + "." + slot.key()) instanceof Value.Known known) {
        texts.put(slot.key(), known.text());
      }
    }
    return texts;
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
            : shape.isPrimary(slot) ? Optional.of(params) : Optional.empty();
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
