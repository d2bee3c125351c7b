package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E140;
import static io.backstay.plan.ProblemCode.E231;
import static io.backstay.plan.ProblemCode.E304;
import static io.backstay.plan.ProblemCode.E310;

import io.backstay.expr.Checker;
import io.backstay.expr.Expected;
import io.backstay.expr.Expr;
import io.backstay.expr.Kind;
import io.backstay.expr.Nearest;
import io.backstay.expr.Parsed;
import io.backstay.spi.Secret;
import io.backstay.spi.SourceRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A declared secret, by name: {@code ${secrets.db-password}} and nothing around it; or the address
 * of a source, which has one in it.
 */
record SecretForm() implements Form {
  private static final String ROOT = "secrets.";

  /** Whether a value is the name of something secret, and nothing else. */
  static boolean names(Node node) {
    return node instanceof Node.Scalar scalar && name(scalar).isPresent();
  }

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
        checkDeclared(scalar, name.get(), use, checking);
      }
    }
  }

  private static void checkDeclared(
      Node.Scalar scalar, Expr.Name name, Use use, Checking checking) {
    if (named(name).source().isPresent()) {
      Checker.check(name, checking.scope(), Expected.of(use.key(), Kind.SECRET))
          .findings()
          .forEach(finding -> checking.problems().add(scalar, finding));
      return;
    }
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
            && (name.path().startsWith(ROOT) || named(name).source().isPresent())
        ? Optional.of(name)
        : Optional.empty();
  }

  private static Secret named(Expr.Name name) {
    String path = name.path();
    return new Secret(path.startsWith(ROOT) ? path.substring(ROOT.length()) : path);
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    return name((Node.Scalar) node)
        .map(SecretForm::named)
        .map(secret -> meant(secret, (Node.Scalar) node, binding))
        .orElse(null);
  }

  // In a drill the name of a source stands for what takes its place; where nothing does, no program
  // is told how to reach the real one.
  private static @Nullable Secret meant(Secret secret, Node.Scalar scalar, Binding binding) {
    return secret
        .source()
        .map(
            source -> {
              SourceRef bound = new SourceRef(binding.meant(source.name()));
              if (!bound.equals(source)) {
                binding.refuse(real(source, scalar));
              }
              return Secret.url(bound);
            })
        .orElse(secret);
  }

  private static Problem real(SourceRef source, Node.Scalar scalar) {
    return Problem.of(
            E231,
            scalar.position(),
            "this drill would tell a program how to reach the real source `%s`"
                .formatted(source.name()))
        .note("a drill may only write to `scratch`")
        .help("bind it to something disposable");
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.pattern(
        "^\\$\\{ *(secrets|sources)\\.[^}]+}$", "A declared secret: ${secrets.<name>}");
  }

  @Override
  public String named() {
    return "a secret";
  }
}
