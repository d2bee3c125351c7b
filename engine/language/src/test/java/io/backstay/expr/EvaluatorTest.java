package io.backstay.expr;

import static io.backstay.expr.Exprs.bare;
import static io.backstay.expr.Exprs.template;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
  private static final Value.Text USERS = new Value.Text("users");
  private static final Map<String, Value> VALUES =
      Map.ofEntries(
          Map.entry("name", new Value.Text("ai-across")),
          Map.entry("port", new Value.Whole(5432)),
          Map.entry("ratio", new Value.Decimal(new BigDecimal("0.5"))),
          Map.entry("yes", new Value.Truth(true)),
          Map.entry("no", new Value.Truth(false)),
          Map.entry("week", new Span(0, 7, 0)),
          Map.entry("gig", new Size(1L << 30)),
          Map.entry("half", Percent.hundredths(50)),
          Map.entry("quarter", Percent.hundredths(25)),
          Map.entry("tables", new Value.Items(List.of(USERS, new Value.Text("webhooks")))),
          Map.entry("numbers", new Value.Items(List.of(new Value.Whole(1), new Value.Whole(2)))),
          Map.entry("nothing", new Value.Items(List.of())),
          Map.entry("start", moment("2026-02-13T02:00:00+01:00[Europe/Rome]")),
          Map.entry("same-start", moment("2026-02-13T01:00:00Z")),
          Map.entry("late", new Value.Unknown()),
          Map.entry("stamp", new Value.Unknown("20260213_02????")),
          Map.entry("absent", new Value.Absent()),
          Map.entry("token", Value.Hidden.of("token")));

  private static Value moment(String text) {
    return new Value.Moment(ZonedDateTime.parse(text));
  }

  private static Value evaluate(Expr expr, Kind kind) {
    return Evaluator.evaluate(expr, kind, name -> VALUES.getOrDefault(name, new Value.Absent()));
  }

  private static Finding misfit(Expr expr, Kind kind) {
    return evaluate(expr, kind) instanceof Value.Misfit(Finding finding)
        ? finding
        : new Finding("", 0, 0, "no misfit", "", List.of(), List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "name == 'ai-across'   § true",
        "name != 'ai-across'       § false",
        "name < 'b'            § true",
        "'b' <= name               § false",
        "port == 5432          § true",
        "port == 5432.0            § true",
        "port > 5431.5         § true",
        "ratio <= 0.5              § true",
        "ratio < 0.5           § false",
        "ratio >= 1                § false",
        "ratio >= 0.5          § true",
        "week == 168h          § true",
        "week > 6d                 § true",
        "week < 1mo            § true",
        "gig == 1073741824         § true",
        "1GB < gig             § true",
        "gig > 0                   § true",
        "0 < gig               § true",
        "quarter < half            § true",
        "half == half          § true",
        "start == same-start       § true",
        "start > same-start    § false",
        "yes == true               § true",
        "yes != no             § true",
        "tables == ['users', 'webhooks'] § true",
        "tables == ['users']   § false",
        "tables != ['users', 'x']  § true",
        "nothing == []         § true",
        "numbers == [1.0, 2]       § true",
        "'users' in tables     § true",
        "'x' in tables             § false",
        "'x' not in tables     § true",
        "1 in [3, 2, 1]            § true",
        "1 in nothing          § false",
        "absent == null            § true",
        "absent != null        § false",
        "name == null              § false",
        "null != name          § true",
        "token == null             § false",
        "null == null          § true",
        "(absent ?? 3) == 3        § true",
        "absent ?? absent ?? 3 == 3 § true",
        "(port ?? 3) == 3      § false",
        "not yes               § false",
        "yes and not no or no      § true",
        "yes and no            § false",
        "no or no                  § false",
        "(absent | upper) == null § true"
      })
  void conditions(String text, boolean outcome) {
    assertThat(evaluate(bare(text), Kind.BOOLEAN)).isEqualTo(new Value.Truth(outcome));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "name | upper              § AI-ACROSS",
        "'ÀB' | lower              § àb",
        "' Ünïcode -- & Co. ' | slug § unicode-co",
        "'???' | slug              § ~~",
        "'/backups/20260212/' | basename § 20260212",
        "'plain' | basename        § plain",
        "'//' | basename           § ~~",
        "tables | join             § users,webhooks",
        "tables | join(' and ')    § users and webhooks",
        "numbers | join('')        § 12",
        "nothing | join            § ~~",
        "tables | first            § users",
        "tables | last             § webhooks",
        "tables | count            § 2",
        "gig | size                § 1.0 GiB",
        "512 | size                § 512 B",
        "start | date('yyyy/MM/dd') § 2026/02/13",
        "start | date('EEE d MMM, HH:mm XX') § Fri 13 Feb, 02:00 +0100",
        "same-start | date(\"yyyy-MM-dd'T'HHmm\") § 2026-02-13T0100",
        "tables | first | upper    § USERS"
      })
  void filters(String text, String outcome) {
    assertThat(evaluate(bare(text), Kind.STRING)).isEqualTo(new Value.Text(outcome));
  }

  @Test
  void anEmptyListHasNoFirstElement() {
    assertThat(evaluate(bare("nothing | first"), Kind.STRING)).isEqualTo(new Value.Absent());
    assertThat(evaluate(bare("nothing | last"), Kind.STRING)).isEqualTo(new Value.Absent());
    assertThat(evaluate(bare("nothing | first | upper ?? 'none'"), Kind.STRING))
        .isEqualTo(new Value.Text("none"));
  }

  @Test
  void aSingleExpressionKeepsItsKindAndAnythingElseIsText() {
    assertThat(evaluate(template("${week}"), Kind.DURATION)).isEqualTo(new Span(0, 7, 0));
    assertThat(evaluate(template("${week}"), Kind.STRING)).isEqualTo(new Value.Text("7d"));
    assertThat(evaluate(template("${name}_${port}.sql"), Kind.PATH))
        .isEqualTo(new Value.Text("ai-across_5432.sql"));
    assertThat(evaluate(template("$${name}"), Kind.STRING)).isEqualTo(new Value.Text("${name}"));
    assertThat(evaluate(template("${port}"), Kind.NUMBER))
        .isEqualTo(new Value.Decimal(new BigDecimal(5432)));
    assertThat(evaluate(template("${port}"), Kind.SIZE)).isEqualTo(new Size(5432));
    assertThat(evaluate(template("${numbers}"), Kind.LIST))
        .isEqualTo(new Value.Items(List.of(new Value.Text("1"), new Value.Text("2"))));
    assertThat(evaluate(template("${[port, 1]}"), new Kind.ListOf(Kind.SIZE)))
        .isEqualTo(new Value.Items(List.of(new Size(5432), new Size(1))));
    assertThat(evaluate(template("${absent}"), Kind.STRING)).isEqualTo(new Value.Absent());
    assertThat(evaluate(template("${start}"), Kind.ANY)).isEqualTo(VALUES.get("start"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "${late}                 § (known at run)",
        "pratiko_${stamp}.sql.gz § pratiko_20260213_02????.sql.gz",
        "${late | basename}.gz   § (known at run).gz",
        "${late ?? 'x'}          § (known at run)",
        "${absent ?? late}       § (known at run)",
        "${token}-${late}        § •••-(known at run)",
        "${[name, late]}         § (known at run)",
        "${late < 5}             § (known at run)",
        "${[late] == tables}     § (known at run)"
      })
  void whatDependsOnTheRunSaysSo(String text, String shown) {
    assertThat(evaluate(template(text), Kind.STRING)).isEqualTo(new Value.Unknown(shown));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "late == 1",
        "1 == late",
        "late == null",
        "late != 1",
        "1 in late",
        "late in tables",
        "'x' in ['y', late]",
        "late not in [1]",
        "not late",
        "late and yes",
        "no or late"
      })
  void conditionsThatAreOpen(String text) {
    assertThat(evaluate(bare(text), Kind.BOOLEAN)).isEqualTo(new Value.Unknown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "late and no § false",
        "no and late § false",
        "late or yes § true",
        "yes or late § true",
        "'x' in ['x', late] § true",
        "'x' in [late, 'x'] § true",
        "late in nothing § false"
      })
  void conditionsThatAreSettledWhateverTheRunBrings(String text, boolean outcome) {
    assertThat(evaluate(bare(text), Kind.BOOLEAN)).isEqualTo(new Value.Truth(outcome));
  }

  @Test
  void secretsStayNamesInsideATextUntilTheyAreNeeded() {
    assertThat(evaluate(template("${token}"), Kind.SECRET)).isEqualTo(Value.Hidden.of("token"));
    assertThat(evaluate(template("postgres://${name}:${token}@db"), Kind.STRING))
        .isEqualTo(
            new Value.Hidden(
                List.of(
                    new Value.Piece.Plain("postgres://"),
                    new Value.Piece.Plain("ai-across"),
                    new Value.Piece.Plain(":"),
                    new Value.Piece.Reveal("token"),
                    new Value.Piece.Plain("@db"))));
    assertThat(evaluate(template("${absent ?? token}"), Kind.SECRET))
        .isEqualTo(Value.Hidden.of("token"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "name                § BOOLEAN  § `name` is a string, but a boolean is needed",
        "not name            § BOOLEAN  § `name` is a string, but a boolean is needed",
        "yes and port        § BOOLEAN  § `port` is an integer, but a boolean is needed",
        "name > 5            § BOOLEAN  § `name > 5` compares what cannot be compared",
        "5 == name           § BOOLEAN  § `5 == name` compares what cannot be compared",
        "ratio == gig        § BOOLEAN  § `ratio == gig` compares what cannot be compared",
        "gig < ratio         § BOOLEAN  § `gig < ratio` compares what cannot be compared",
        "yes < no            § BOOLEAN  § `yes < no` compares what cannot be compared",
        "week == half        § BOOLEAN  § `week == half` compares what cannot be compared",
        "half == week        § BOOLEAN  § `half == week` compares what cannot be compared",
        "start == week       § BOOLEAN  § `start == week` compares what cannot be compared",
        "yes == 1            § BOOLEAN  § `yes == 1` compares what cannot be compared",
        "tables == numbers   § BOOLEAN  § `tables == numbers` compares what cannot be compared",
        "tables == name      § BOOLEAN  § `tables == name` compares what cannot be compared",
        "name == tables      § BOOLEAN  § `name == tables` compares what cannot be compared",
        "1 in tables         § BOOLEAN  § `1 in tables` compares what cannot be compared",
        "absent < 1          § BOOLEAN  § `absent < 1` compares what cannot be compared",
        "token == 'x'        § BOOLEAN  § `token == 'x'` compares what cannot be compared",
        "(name == 1) == yes  § BOOLEAN  § `name == 1` compares what cannot be compared",
        "yes == (name == 1)  § BOOLEAN  § `name == 1` compares what cannot be compared",
        "'x' in name         § BOOLEAN  § `name` is a string, but a list is needed",
        "'x' in absent       § BOOLEAN  § `absent` is absent, but a value is needed",
        "not absent          § BOOLEAN  § `absent` is absent, but a value is needed",
        "not token           § BOOLEAN  § `token` is a secret, but a value is needed",
        "[absent]            § LIST     § `absent` is absent, but a value is needed",
        "token               § INTEGER  § `token` is a secret, but an integer is needed",
        "token | upper       § STRING   § `token` is a secret, but a string is needed",
        "name | date('yyyy') § STRING   § `date` expects a timestamp, it is given a string",
        "name | date('yyyy') | upper § STRING § `date` expects a timestamp, it is given a string",
        "port | count        § INTEGER  § `count` expects a list, it is given an integer",
        "-5 | size           § STRING   § `size` expects a size, it is given an integer",
        "[[1]] | join        § STRING   § `join` expects a list, it is given a list",
        "tables              § STRING   § `tables` is a list, but a string is needed",
        "name                § SECRET   § `name` is a string, but a secret is needed",
        "port                § PATH     § `port` is an integer, but a path is needed",
        "-1                  § SIZE     § `-1` is an integer, but a size is needed",
        "ratio               § INTEGER  § `ratio` is a number, but an integer is needed"
      })
  void whatTurnsOutNotToFitIsAMisfitAndNeverSilentlyFalse(
      String text, String kind, String message) {
    Kind needed = kind.equals("LIST") ? Kind.LIST : Kind.Scalar.valueOf(kind);
    assertThat(misfit(bare(text), needed).message()).isEqualTo(message);
  }

  @Test
  void aTextIsNotMadeOfWhatIsAbsent() {
    assertThat(misfit(template("a${absent}"), Kind.STRING).message())
        .isEqualTo("`absent` is absent, but a value is needed");
    assertThat(misfit(template("a${tables}"), Kind.STRING).message())
        .isEqualTo("`tables` is a list, but a string is needed");
  }
}
