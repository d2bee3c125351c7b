package io.backstay.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map whose keys are the user's own.
 *
 * @param value what each value is
 */
record MapForm(Form value) implements Form {
  @Override
  public void check(Node node, Use use, Checking checking) {
    if (node instanceof Node.Fields fields) {
      fields
          .fields()
          .forEach(field -> value.check(field.value(), Use.required(field.name()), checking));
    } else {
      checking.add(Texts.shape(node, use, "a map"));
    }
  }

  @Override
  public Object bind(Node node, Use use, Binding binding) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Node.Field field : ((Node.Fields) node).fields()) {
      @Nullable Object bound = value.bind(field.value(), Use.required(field.name()), binding);
      if (bound != null) {
        values.put(field.name(), bound);
      }
    }
    return Collections.unmodifiableMap(values);
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.map(value.schema());
  }

  @Override
  public String named() {
    return "a map of names, each " + value.named();
  }
}
