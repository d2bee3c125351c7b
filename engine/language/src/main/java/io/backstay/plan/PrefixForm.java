package io.backstay.plan;

import io.backstay.expr.Kind;
import io.backstay.expr.Value;
import io.backstay.spi.Prefix;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a store begins: a text of which a part may be each run's own, from a slash on. */
record PrefixForm() implements Form {
  private static final Pattern EXPRESSION = Pattern.compile("(?<!\\$)\\$\\{[^}]*}");
  private static final Pattern OF_A_RUN = Pattern.compile("\\brun\\.");

  @Override
  public void check(Node node, Use use, Checking checking) {
    Forms.STRING.check(node, use, checking.in(Scopes.ofEachRun(checking.scope())));
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    Node.Scalar scalar = (Node.Scalar) node;
    String whole = text(scalar, use, binding);
    if (whole == null) {
      return null;
    }
    int own = own(scalar.text());
    String head =
        own == scalar.text().length()
            ? whole
            : own == 0 ? "" : text(upTo(scalar, own), use, binding);
    return head == null ? null : new Prefix(head, whole.substring(head.length()));
  }

  private static @Nullable String text(Node.Scalar scalar, Use use, Binding binding) {
    return switch (binding.value(scalar, Kind.STRING, use)) {
      case Value.Known known -> known.text();
      case Value.Unknown(String shown) -> shown;
      default -> null;
    };
  }

  private static Node.Scalar upTo(Node.Scalar scalar, int end) {
    return new Node.Scalar(
        scalar.text().substring(0, end), scalar.style(), scalar.position(), scalar.places());
  }

  /** Where the names begin that are a run's own; the end, where none are. */
  private static int own(String text) {
    int boundary = 0;
    int from = 0;
    Matcher expression = EXPRESSION.matcher(text);
    while (expression.find()) {
      int slash = text.lastIndexOf('/', expression.start());
      boundary = slash >= from ? slash + 1 : boundary;
      if (OF_A_RUN.matcher(expression.group()).find()) {
        return boundary;
      }
      from = expression.end();
    }
    return text.length();
  }

  @Override
  public Map<String, Object> schema() {
    return Forms.STRING.schema();
  }

  @Override
  public String named() {
    return Forms.STRING.named();
  }
}
