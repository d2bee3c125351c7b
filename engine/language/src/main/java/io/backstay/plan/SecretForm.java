package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E140;
import static io.backstay.plan.ProblemCode.E304;
import static io.backstay.plan.ProblemCode.E310;

import io.backstay.expr.Expr;
import io.backstay.expr.Nearest;
import io.backstay.expr.Parsed;
import io.backstay.spi.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A declared secret, by name: {@code ${secrets.db-password}} and nothing around it. */
record SecretForm() implements Form {
  private static final String ROOT = "secrets.";

  @Override
  public void check(Node node, Use use, Checking checking) {
    if (!(node instanceof Node.Scalar scalar)) {
      checking.add(Texts.shape(node, use, named()));
    } else if (Texts.nothing(scalar)) {
      checking.add(Texts.missing(scalar, use));
    } else {
      Optional<Expr.Name> name = name(scalar);
      if (name.isEmpty()) {
        checking.add(literal(scalar, use, checking));
      } else {
        checkDeclared(scalar, name.get(), checking);
      }
    }
  }

  private static void checkDeclared(Node.Scalar scalar, Expr.Name name, Checking checking) {
    Set<String> declared = checking.declared().secrets();
    String secret = name.path().substring(ROOT.length());
    if (declared.contains(secret)) {
      return;
    }
    Problem problem =
        Problem.of(
                E304,
                scalar.at(name.offset(), name.length()),
                "`" + name.path() + "` is not declared")
            .note("an undeclared name is an error, never an empty string");
    Optional<String> near = Nearest.to(secret, declared);
    checking.add(
        near.isPresent()
            ? problem.help("did you mean `" + ROOT + near.get() + "`?")
            : problem.help("declare it under `secrets:`"));
  }

  private static Problem literal(Node.Scalar scalar, Use use, Checking checking) {
    Position shown = checking.problems().hide(scalar);
    if (Texts.templated(scalar.text())) {
      return Problem.of(
              E310, shown, "`" + use.key() + "` is the name of a secret, with nothing around it")
          .label("not shown")
          .help("write ${secrets.<name>} and nothing else");
    }
    return Problem.of(
            E140, shown, "`" + use.key() + "` contains a value instead of a secret's name")
        .label("not shown")
        .note("plans are committed: whoever reads the repository reads this")
        .help("declare where it comes from under `secrets:` and write ${secrets.<name>}");
  }

  private static Optional<Expr.Name> name(Node.Scalar scalar) {
    return Expr.template(scalar.text()) instanceof Parsed.Ok<Expr>(Expr.Name name)
            && name.path().startsWith(ROOT)
        ? Optional.of(name)
        : Optional.empty();
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    return name((Node.Scalar) node)
        .map(name -> new Secret(name.path().substring(ROOT.length())))
        .orElse(null);
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.pattern("^\\$\\{ *secrets\\.[^}]+}$", "A declared secret: ${secrets.<name>}");
  }

  @Override
  public String named() {
    return "a secret";
  }
}
