package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E204;

import io.backstay.expr.Kind;
import io.backstay.expr.Value;
import io.backstay.spi.Expect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a check expects: a scalar, the word {@code recorded}, or a map such as {@code {min: 1}}. */
record ExpectForm() implements Form {
  private static final Set<String> KEYS =
      Set.of("min", "max", "not", "matches", "one-of", "json", "status");

  private static final List<String> ANSWER = List.of("status", "json");

  @Override
  public void check(Node node, Use use, Checking checking) {
    switch (node) {
      case Node.Scalar scalar -> Texts.check(scalar, Kind.STRING, use, checking);
      case Node.Fields fields -> checkFields(fields, use, checking);
      case Node.Items items -> checking.add(Texts.shape(items, use, named()));
    }
  }

  private void checkFields(Node.Fields fields, Use use, Checking checking) {
    if (fields.fields().isEmpty()) {
      checking.add(Texts.shape(fields, use, named()));
    }
    for (Node.Field field : fields.fields()) {
      Use key = Use.required(field.name());
      switch (field.name()) {
        case "one-of" -> TEXTS.check(field.value(), key, checking);
        case "json" -> checkJson(field.value(), key, checking);
        case "status" -> check(field.value(), key, checking);
        case String name when KEYS.contains(name) -> TEXT.check(field.value(), key, checking);
        default -> checking.add(unknown(field, use));
      }
    }
    oneOfAKind(fields, use, checking);
  }

  private static final Form TEXT = ScalarForm.of(Kind.STRING, null, Value.Known::text);
  private static final Form TEXTS = new ListForm(TEXT);

  /** Only {@code min} and {@code max} go together, and {@code status} and {@code json}. */
  private void oneOfAKind(Node.Fields fields, Use use, Checking checking) {
    List<String> others =
        fields.fields().stream()
            .map(Node.Field::name)
            .filter(key -> KEYS.contains(key) && !key.equals("max"))
            .toList();
    boolean answer = fields.field("status").isPresent() && ANSWER.containsAll(keys(fields));
    boolean clash =
        (others.size() > 1 && !answer)
            || (fields.field("max").isPresent() && !List.of("min").containsAll(others));
    if (clash) {
      checking.add(
          Texts.shape(fields, use, "one expectation")
              .help("only `min` and `max` go together, and `status` and `json`"));
    }
  }

  private static List<String> keys(Node.Fields fields) {
    return fields.fields().stream().map(Node.Field::name).toList();
  }

  private void checkJson(Node node, Use use, Checking checking) {
    if (!(node instanceof Node.Fields fields)) {
      checking.add(Texts.shape(node, use, "a map with `path` and an expectation"));
      return;
    }
    Optional<Node.Field> path = fields.field("path");
    if (path.isEmpty()) {
      checking.add(
          Problem.of(ProblemCode.E203, fields.position(), "`json` needs `path`")
              .help("for example  json: {path: $.total, min: 1}"));
    } else {
      TEXT.check(path.get().value(), Use.required("path"), checking);
    }
    check(without(fields, "path"), use, checking);
  }

  private static Node.Fields without(Node.Fields fields, String key) {
    return new Node.Fields(
        fields.fields().stream().filter(field -> !field.name().equals(key)).toList(),
        fields.position());
  }

  private static Problem unknown(Node.Field field, Use use) {
    Problem problem =
        Problem.of(
            E204,
            field.key().position(),
            "`" + use.key() + "` has no parameter " + Problems.quoted(field.name()));
    return Problems.suggest(problem, field.name(), KEYS, "an expectation has");
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    if (node instanceof Node.Fields fields) {
      return fields(fields, binding);
    }
    @Nullable Object text = TEXT.bind(node, use, binding);
    if (text == null) {
      return null;
    }
    return text.equals("recorded") ? new Expect.Recorded() : new Expect.Equal((String) text);
  }

  private @Nullable Expect fields(Node.Fields fields, Binding binding) {
    Optional<Node.Field> status = fields.field("status");
    if (status.isPresent()) {
      return answer(status.get(), fields, binding);
    }
    Node.Field field = fields.fields().getFirst();
    Use use = Use.required(field.name());
    return switch (field.name()) {
      case "one-of" -> new Expect.OneOf(Binding.strings(TEXTS.bind(field.value(), use, binding)));
      case "json" -> json((Node.Fields) field.value(), binding);
      case "not" -> new Expect.Not(text(fields, "not", binding));
      case "matches" -> new Expect.Matches(text(fields, "matches", binding));
      default -> new Expect.Between(bound(fields, "min", binding), bound(fields, "max", binding));
    };
  }

  private @Nullable Expect answer(Node.Field status, Node.Fields fields, Binding binding) {
    Expect.@Nullable Json json =
        fields.field("json").map(field -> json((Node.Fields) field.value(), binding)).orElse(null);
    return bind(status.value(), Use.required("status"), binding) instanceof Expect expect
        ? new Expect.Answer(expect, json)
        : null;
  }

  private Expect.Json json(Node.Fields fields, Binding binding) {
    Map<String, Expect> members = new LinkedHashMap<>();
    if (bind(without(fields, "path"), Use.required("json"), binding) instanceof Expect expect) {
      members.put(text(fields, "path", binding), expect);
    }
    return new Expect.Json(members);
  }

  private static String text(Node.Fields fields, String key, Binding binding) {
    String text = bound(fields, key, binding);
    return text == null ? "" : text;
  }

  private static @Nullable String bound(Node.Fields fields, String key, Binding binding) {
    return fields
        .field(key)
        .map(field -> (String) TEXT.bind(field.value(), Use.required(key), binding))
        .orElse(null);
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.expect();
  }

  @Override
  public String named() {
    return "an expectation";
  }
}
