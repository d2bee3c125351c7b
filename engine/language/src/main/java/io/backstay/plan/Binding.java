package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E142;

import io.backstay.expr.Evaluator;
import io.backstay.expr.Expr;
import io.backstay.expr.Finding;
import io.backstay.expr.Kind;
import io.backstay.expr.Lookup;
import io.backstay.expr.Parsed;
import io.backstay.expr.Value;
import io.backstay.spi.CheckUse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One binding of a part of a plan: the values it uses, and what turned out not to fit. */
final class Binding {
  private final Ground ground;
  private final Lookup values;
  private final List<Problem> problems = new ArrayList<>();
  private boolean late;

  Binding(Ground ground, Lookup values) {
    this.ground = ground;
    this.values = values;
  }

  /** One of its own that knows these names as well. */
  Binding knowing(String root, Lookup more) {
    String start = root + ".";
    return new Binding(
        ground,
        name ->
            name.startsWith(start)
                ? more.value(name.substring(start.length()))
                : values.value(name));
  }

  /** Where a time of the day is meant. */
  ZoneId zone() {
    return ground.scalars().zone();
  }

  /** Where relative paths start. */
  Path root() {
    return ground.root();
  }

  /** What a name of a source, service or store stands for. */
  String meant(String name) {
    return ground.meant().apply(name);
  }

  /** Whether something only the run knows was used. */
  boolean isLate() {
    return late;
  }

  List<Problem> problems() {
    return problems;
  }

  int problemCount() {
    return problems.size();
  }

  void refuse(Problem problem) {
    problems.add(problem);
  }

  /**
   * What a scalar comes to: known, unknown, or absent; the latter also after a problem was found.
   */
  Value value(Node.Scalar scalar, Kind kind, Use use) {
    return switch (Expr.template(scalar.text())) {
      case Parsed.Ok<Expr>(Expr.Literal(Value.Known literal, int from, int length)) ->
          literal(scalar, literal.text(), kind);
      case Parsed.Ok<Expr>(Expr expr) ->
          fitting(scalar, Evaluator.evaluate(expr, kind, values), use);
      case Parsed.Bad<Expr>(Finding finding) -> misfit(scalar, finding);
    };
  }

  private Value literal(Node.Scalar scalar, String text, Kind kind) {
    return switch (ground.scalars().read(kind, text)) {
      case Parsed.Ok<? extends Value.Known>(Value.Known known) -> known;
      case Parsed.Bad<? extends Value.Known>(Finding finding) -> misfit(scalar, finding);
    };
  }

  private Value fitting(Node.Scalar scalar, Value value, Use use) {
    return switch (value) {
      case Value.Known known -> known;
      case Value.Unknown unknown -> {
        late = true;
        yield unknown;
      }
      case Value.Absent absent -> {
        if (!use.optional()) {
          refuse(
              Problem.of(E142, scalar.position(), "`" + use.key() + "` has no value in this run"));
        }
        yield absent;
      }
      case Value.Misfit(Finding finding) -> misfit(scalar, finding);
      case Value.Hidden ignored ->
          throw new IllegalStateException("a secret reached " + scalar.position());
    };
  }

  private Value misfit(Node.Scalar scalar, Finding finding) {
    refuse(Problems.of(scalar, finding));
    return new Value.Absent();
  }

  /** Whether a condition holds. */
  Condition.Answer decide(Condition condition) {
    Node.Scalar scalar = condition.expression();
    if (scalar == null) {
      return Condition.Answer.HOLDS;
    }
    Value value =
        switch (Expr.bare(scalar.text())) {
          case Parsed.Ok<Expr>(Expr expr) ->
              fitting(scalar, Evaluator.evaluate(expr, Kind.BOOLEAN, values), Use.required("when"));
          case Parsed.Bad<Expr>(Finding finding) -> misfit(scalar, finding);
        };
    return switch (value) {
      case Value.Truth(boolean holds) when holds -> Condition.Answer.HOLDS;
      case Value.Unknown ignored -> Condition.Answer.OPEN;
      default -> Condition.Answer.FAILS;
    };
  }

  /** A check, bound; null when it is not to be made, or after a problem was found. */
  @Nullable CheckUse check(Node node) {
    CheckNode check = new CheckNode(ground.catalog(), new Problems());
    return check.typed(node).map(check::declaration).map(this::check).orElse(null);
  }

  /** A check, bound; null when it is not to be made, or after a problem was found. */
  @Nullable CheckUse check(CheckDecl declared) {
    if (decide(declared.when()) == Condition.Answer.FAILS) {
      return null;
    }
    Record params = record(declared.params());
    Duration within = within(declared);
    return params == null
        ? null
        : new CheckUse(
            declared.type().name(),
            params,
            declared.name(),
            declared.severity(),
            within,
            declared.position().toString());
  }

  private @Nullable Duration within(CheckDecl declared) {
    Node.Scalar within = declared.within();
    return within == null
        ? null
        : (Duration) CheckNode.WITHIN.bind(within, Use.required("within"), this);
  }

  /** What a list of texts was bound to. */
  static List<String> strings(@Nullable Object bound) {
    return bound instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  /** The record a part says; null after a problem was found. */
  <P extends Record> @Nullable P record(Part<P> part) {
    Object bound = new RecordForm(part.shape()).bind(part.node(), Use.required("parameters"), this);
    return part.shape().cast(bound);
  }
}
