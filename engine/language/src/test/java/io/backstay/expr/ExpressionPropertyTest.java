package io.backstay.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is printed reads back as the same, for expressions of every shape. */
class ExpressionPropertyTest {
  private static final List<String> NAMES = List.of("vars.a", "run.started-at", "steps.x.rows");
  private static final List<Value> LITERALS =
      List.of(
          new Value.Text("it's } ${ \"so\""),
          new Value.Whole(-7),
          new Value.Truth(true),
          new Value.Absent(),
          new Span(14, 3, 5400),
          new Size(512),
          new Size(1L << 31));

  private final Random random = new Random(7);

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private List<Expr> several(int depth) {
    return IntStream.range(0, 2 + random.nextInt(2)).mapToObj(i -> expr(depth - 1)).toList();
  }

  private Expr expr(int depth) {
    Supplier<Expr> atom =
        random.nextBoolean()
            ? () -> new Expr.Name(any(NAMES), 0, 0)
            : () -> new Expr.Literal(any(LITERALS), 0, 0);
    if (depth == 0) {
      return atom.get();
    }
    return switch (random.nextInt(8)) {
      case 0 -> new Expr.Items(several(depth), 0, 0);
      case 1 -> new Expr.Not(expr(depth - 1), 0, 0);
      case 2 -> new Expr.Logic(any(List.of(Expr.Connective.values())), several(depth), 0, 0);
      case 3 ->
          new Expr.Compare(
              any(List.of(Comparison.values())), expr(depth - 1), expr(depth - 1), 0, 0);
      case 4 -> new Expr.Otherwise(several(depth), 0, 0);
      case 5 -> new Expr.Piped(expr(depth - 1), filters(), 0, 0);
      default -> atom.get();
    };
  }

  private List<Expr.Filtering> filters() {
    Parsed<Expr> parsed =
        Expr.bare("a | " + any(List.of("upper", "join('; ')", "date('yyyy') | lower")));
    return parsed instanceof Parsed.Ok<Expr>(Expr.Piped piped) ? piped.filters() : List.of();
  }

  @Test
  void expressions() {
    for (int i = 0; i < 20_000; i++) {
      String text = expr(4).text();
      assertThat(Exprs.bare(text).text()).isEqualTo(text);
      assertThat(Exprs.template("${ " + text + " }").text()).isEqualTo(text);
    }
  }

  @Test
  void templates() {
    List<String> texts = List.of("a", "$", "${x}", "$${", " } ", "{", "$$", "");
    for (int i = 0; i < 20_000; i++) {
      List<Expr> parts =
          IntStream.range(0, 2 + random.nextInt(3))
              .<Expr>mapToObj(
                  at ->
                      at % 2 == random.nextInt(2)
                          ? expr(1)
                          : new Expr.Literal(new Value.Text(any(texts)), 0, 0))
              .toList();
      Expr template = new Expr.Template(parts, 0, 0);
      Value meant = evaluate(template);
      assertThat(evaluate(Exprs.template(template.text()))).as(template.text()).isEqualTo(meant);
    }
  }

  private static Value evaluate(Expr expr) {
    Value value = Evaluator.evaluate(expr, Kind.STRING, Value.Text::new);
    return value instanceof Value.Misfit ? new Value.Absent() : value;
  }
}
