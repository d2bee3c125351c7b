package io.backstay.plan;

import io.backstay.expr.Kind;
import io.backstay.expr.Value;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a file or directory is; relative to the project root, never to where somebody stands. */
record PathForm() implements Form {
  @Override
  public void check(Node node, Use use, Checking checking) {
    if (node instanceof Node.Scalar scalar) {
      Texts.check(scalar, Kind.PATH, use, checking);
    } else {
      checking.add(Texts.shape(node, use, named()));
    }
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    return switch (binding.value((Node.Scalar) node, Kind.PATH, use)) {
      case Value.Known known -> binding.root().resolve(known.text()).normalize();
      case Value.Unknown(String shown) -> Path.of(shown);
      default -> null;
    };
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.scalar(Kind.PATH);
  }

  @Override
  public String named() {
    return "a path";
  }
}
