package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E211;

import io.backstay.spi.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sources that say {@code like:} are what another one is, but for what they say themselves. They
 * get the parameters of the other one as if they were written there again.
 */
final class Likeness {
  /** The parameter that every source has. */
  static final String LIKE = "like";

  private final Checking checking;
  private final Map<String, ? extends Type<?>> types;

  /** What can be meant: a source by its type and its parameters. */
  private final Map<String, Typed> others = new LinkedHashMap<>();

  private record Typed(String type, Node params) {}

  /**
   * Of these sources and those of the Backup a Restore is about.
   *
   * @param inherited those of the Backup
   * @param own the section of the file
   */
  Likeness(
      Checking checking,
      Map<String, ? extends Type<?>> types,
      Map<String, ? extends Declared<?>> inherited,
      Node.Fields own) {
    this.checking = checking;
    this.types = types;
    inherited.forEach(
        (name, it) -> others.put(name, new Typed(it.type().name(), it.params().node())));
    for (Node.Field source : own.fields()) {
      typed(source).ifPresent(it -> others.put(source.name(), new Typed(it.name(), it.value())));
    }
  }

  private Optional<Node.Field> typed(Node.Field source) {
    return source.value() instanceof Node.Fields fields
        ? fields.fields().stream().filter(field -> types.containsKey(field.name())).findFirst()
        : Optional.empty();
  }

  /** The section with all of it written out. */
  Node.Fields writtenOut(Node.Fields own) {
    return new Node.Fields(own.fields().stream().map(this::writtenOut).toList(), own.position());
  }

  private Node.Field writtenOut(Node.Field source) {
    Node.Field typed = typed(source).orElse(null);
    if (typed == null
        || !(source.value() instanceof Node.Fields all)
        || !(typed.value() instanceof Node.Fields params)
        || params.field(LIKE).isEmpty()) {
      return source;
    }
    Node.Field whole = new Node.Field(typed.key(), merged(source.name(), typed.name(), params));
    List<Node.Field> fields =
        all.fields().stream().map(field -> field.equals(typed) ? whole : field).toList();
    return new Node.Field(source.key(), new Node.Fields(fields, all.position()));
  }

  private Node.Fields merged(String name, String type, Node.Fields params) {
    Node like = params.field(LIKE).orElseThrow().value();
    List<Node.Field> fields = new ArrayList<>(params.fields());
    fields.removeIf(field -> field.name().equals(LIKE));
    for (Node.Field field : other(name, type, like)) {
      if (params.field(field.name()).isEmpty()) {
        fields.add(field);
      }
    }
    return new Node.Fields(fields, params.position());
  }

  private List<Node.Field> other(String name, String type, Node like) {
    int found = checking.problems().count();
    NameForm.SOURCE.check(like, Use.required(LIKE), checking);
    Typed other = like instanceof Node.Scalar scalar ? others.get(scalar.text()) : null;
    if (checking.problems().count() > found || other == null) {
      return List.of();
    }
    String meant = ((Node.Scalar) like).text();
    if (meant.equals(name)) {
      return refused(like, "a source cannot be like itself");
    }
    if (!other.type.equals(type)) {
      return refused(like, "`%s` is a `%s`, and this is a `%s`".formatted(meant, other.type, type));
    }
    if (other.params instanceof Node.Fields fields) {
      return fields.field(LIKE).isEmpty()
          ? fields.fields()
          : refused(like, "`" + meant + "` is like another one itself; name that one");
    }
    return List.of(new Node.Field(primary(type, like), other.params));
  }

  private Node.Scalar primary(String type, Node at) {
    Class<? extends Record> params = Optional.ofNullable(types.get(type)).orElseThrow().params();
    String key = Shape.of(params).primary().map(Slot::key).orElse("");
    Node.Scalar like = (Node.Scalar) at;
    return new Node.Scalar(key, like.style(), like.position(), like.places());
  }

  private List<Node.Field> refused(Node like, String why) {
    checking.add(Problem.of(E211, like.position(), why));
    return List.of();
  }
}
