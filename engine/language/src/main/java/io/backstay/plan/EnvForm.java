package io.backstay.plan;

import io.backstay.spi.EnvValue;
import io.backstay.spi.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of a variable of a program: a text, or a secret and nothing around it.
 *
 * @param text how a text is written
 * @param secret how a secret is written
 */
record EnvForm(Form text, SecretForm secret) implements Form {
  @Override
  public void check(Node node, Use use, Checking checking) {
    of(node).check(node, use, checking);
  }

  private Form of(Node node) {
    return SecretForm.names(node) ? secret : text;
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    return switch (of(node).bind(node, use, binding)) {
      case Secret hidden -> new EnvValue.Hidden(hidden);
      case String plain -> new EnvValue.Plain(plain);
      case null, default -> null;
    };
  }

  @Override
  public Map<String, Object> schema() {
    return text.schema();
  }

  @Override
  public String named() {
    return text.named();
  }
}
