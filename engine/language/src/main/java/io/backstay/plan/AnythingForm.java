package io.backstay.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value whose type something else says; whoever knows it reads the node. */
record AnythingForm() implements Form {
  @Override
  public void check(Node node, Use use, Checking checking) {
    if (Texts.nothing(node)) {
      checking.add(Texts.missing(node, use));
    }
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    return null;
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of();
  }

  @Override
  public String named() {
    return "a value";
  }
}
