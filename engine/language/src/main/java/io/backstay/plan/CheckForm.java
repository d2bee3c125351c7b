package io.backstay.plan;

import io.backstay.spi.CheckUse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A check inside the parameters of a step. */
record CheckForm() implements Form {
  @Override
  public void check(Node node, Use use, Checking checking) {
    new ChecksReader(checking).read(node);
  }

  /** Nothing when its condition does not hold. */
  @Override
  public @Nullable CheckUse bind(Node node, Use use, Binding binding) {
    return binding.check(node);
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.reference("check");
  }

  @Override
  public String named() {
    return "a check";
  }
}
