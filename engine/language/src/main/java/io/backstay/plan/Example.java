package io.backstay.plan;

import io.backstay.expr.ScalarReader;
import io.backstay.expr.Scope;
import io.backstay.expr.Value;
import io.backstay.spi.Type;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word put to use, assembled from the examples of its parameters.
 *
 * @param type the word
 * @param catalog the words there are
 */
public record Example(Type<?> type, Catalog catalog) {
  private static final Pattern SECRET = Pattern.compile("\\$\\{secrets\\.([A-Za-z0-9_-]+)}");

  /** As it would stand in a plan, without the hyphen of a list; ends with a new line. */
  public String yaml() {
    StringBuilder text = new StringBuilder(type.name()).append(":\n");
    List<Slot> slots = Shape.of(type.params()).slots().stream().filter(Example::shown).toList();
    slots.forEach(
        slot ->
            text.append("  ").append(slot.key()).append(": ").append(slot.example()).append('\n'));
    return slots.isEmpty() ? type.name() + ": {}\n" : text.toString();
  }

  private static boolean shown(Slot slot) {
    return !slot.example().isEmpty() && !slot.key().equals("health");
  }

  /** What the reader finds wrong with it when everything it names is declared. */
  public List<Problem> problems() {
    Problems problems = new Problems();
    try {
      Node params = params();
      Checking checking = new Checking(ground(), names(params), scope(), problems);
      new RecordForm(type.params(), type.name(), List.of())
          .check(params, Use.required(type.name()), checking);
    } catch (Unreadable unreadable) {
      problems.add(unreadable.problem());
    }
    return problems.sorted();
  }

  /** What it binds to, with {@code example} for every expression; refused when it does not. */
  public Bound<Record> bind() {
    try {
      Binding binding = new Binding(ground(), name -> new Value.Text("example"));
      Record bound = binding.record(new Part<Record>(params(), shape()));
      return bound == null
          ? new Bound.Refused<>(binding.problems(), false)
          : new Bound.Ready<>(bound, false);
    } catch (Unreadable unreadable) {
      return new Bound.Refused<>(List.of(unreadable.problem()), false);
    }
  }

  @SuppressWarnings("unchecked") // a record's class is a class of a record
  private Class<Record> shape() {
    return (Class<Record>) type.params();
  }

  private Node params() throws Unreadable {
    return YamlTree.read(new SourceText("example of " + type.name(), yaml()))
        .root()
        .fields()
        .getFirst()
        .value();
  }

  private Ground ground() {
    return new Ground(Path.of(""), new ScalarReader(ZoneOffset.UTC), catalog);
  }

  private Names names(Node params) {
    Set<String> every = new HashSet<>();
    texts(params).forEach(every::add);
    Set<String> secrets = new HashSet<>();
    Matcher secret = SECRET.matcher(yaml());
    while (secret.find()) {
      secrets.add(secret.group(1));
    }
    return new Names(every, every, every, secrets);
  }

  private static List<String> texts(Node node) {
    List<String> texts = new ArrayList<>();
    switch (node) {
      case Node.Scalar scalar -> texts.add(scalar.text());
      case Node.Items items -> items.items().forEach(item -> texts.addAll(texts(item)));
      case Node.Fields fields ->
          fields.fields().forEach(field -> texts.addAll(texts(field.value())));
    }
    return texts;
  }

  private static Scope scope() {
    return Scopes.of(Map.of(), Set.of(), List.of(), Plan.Things.NONE, List.of()).set();
  }
}
