package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E308;

import io.backstay.expr.Expr;
import io.backstay.expr.Parsed;
import java.util.Map;

/** Text that goes to a database as it is: no value ever becomes part of a statement. */
record LiteralForm() implements Form {
  @Override
  public void check(Node node, Use use, Checking checking) {
    if (!(node instanceof Node.Scalar scalar)) {
      checking.add(Texts.shape(node, use, named()));
    } else if (Texts.nothing(scalar)) {
      checking.add(Texts.missing(scalar, use));
    } else if (Expr.template(scalar.text()) instanceof Parsed.Ok<Expr>(Expr expr)
        && !(expr instanceof Expr.Literal)) {
      checking.add(expression(scalar, use));
    }
  }

  private static Problem expression(Node.Scalar scalar, Use use) {
    int from = scalar.text().indexOf("${");
    int to = scalar.text().indexOf('}', from) + 1;
    return Problem.of(
            E308,
            scalar.at(from, to - from),
            "`" + use.key() + "` is literal: no expression can stand in it")
        .note("a value that becomes part of a statement can become a statement")
        .help("write the value out");
  }

  @Override
  public String bind(Node node, Use use, Binding binding) {
    return ((Node.Scalar) node).text();
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.text("Literal text.");
  }

  @Override
  public String named() {
    return "a text";
  }
}
