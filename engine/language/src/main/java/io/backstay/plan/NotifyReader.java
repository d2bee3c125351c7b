package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E222;

import io.backstay.spi.NotifierType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code notify:} of plans and {@code notifiers:} of libraries. */
final class NotifyReader {
  /** The key that names a notifier of a library. */
  static final String NAMED = "notifier";

  private final Checking checking;

  NotifyReader(Checking checking) {
    this.checking = checking;
  }

  /** Notifiers of a library by their own names; empty where one is wrong. */
  Map<String, Node> declared(Node.@Nullable Field section) {
    Map<String, Node> declared = new LinkedHashMap<>();
    for (Node.Field field : NamedFields.of(section, NAMED, checking.problems())) {
      typed(field.value(), List.of())
          .ifPresent(
              typed -> {
                examine(typed);
                declared.put(field.name(), field.value());
              });
    }
    return declared;
  }

  /**
   * Who is told.
   *
   * @param known notifiers of the libraries by their qualified names
   */
  List<NotifyDecl> read(Node.@Nullable Field section, Map<String, Node> known) {
    if (section == null) {
      return List.of();
    }
    if (!(section.value() instanceof Node.Items items)) {
      checking.add(Texts.shape(section.value(), Use.required(section.name()), "a list"));
      return List.of();
    }
    List<NotifyDecl> all = new ArrayList<>();
    items.items().forEach(item -> one(item, known).ifPresent(all::add));
    return all;
  }

  private Optional<OneKey.Typed> typed(Node node, List<String> more) {
    TreeSet<String> types = new TreeSet<>(checking.catalog().notifiers().keySet());
    types.addAll(more);
    return new OneKey(OneKey.Category.NOTIFIER, types).read(node, checking.problems());
  }

  private Optional<NotifyDecl> one(Node item, Map<String, Node> known) {
    return typed(item, List.of(NAMED))
        .flatMap(
            typed -> typed.name().equals(NAMED) ? named(typed, known) : Optional.of(own(typed)));
  }

  private NotifyDecl own(OneKey.Typed typed) {
    examine(typed);
    return decl(typed.name(), typed, typed);
  }

  private Optional<NotifyDecl> named(OneKey.Typed item, Map<String, Node> known) {
    return Texts.writtenOut(item.params(), Use.required(NAMED), checking.problems())
        .flatMap(
            name -> {
              Node node = known.get(name);
              if (node == null) {
                checking.add(unknown(item.params(), name, known));
                return Optional.empty();
              }
              // What is wrong with it was said where it stands.
              return new NotifyReader(checking.with(new Problems()))
                  .typed(node, List.of())
                  .map(typed -> decl(name, typed, item));
            });
  }

  private static Problem unknown(Node at, String name, Map<String, Node> known) {
    Problem problem = Problem.of(E222, at.position(), "no notifier named " + Problems.quoted(name));
    return known.isEmpty()
        ? problem.help("`use:` a library that has it, and name it with the library's alias")
        : Problems.suggest(problem, name, known.keySet(), "notifiers");
  }

  private NotifyDecl decl(String name, OneKey.Typed notifier, OneKey.Typed item) {
    Position at = item.type().position();
    Node rules = new Node.Fields(item.modifier("events").stream().toList(), at);
    new RecordForm(NotifyRules.class, item.name(), List.of())
        .check(rules, Use.required(item.name()).at(at), checking);
    item.modifier("when").ifPresent(when -> Conditions.check(when.value(), checking));
    NotifierType<?> type = type(notifier);
    return new NotifyDecl(
        name,
        type,
        new Part<>(notifier.params(), type.params()),
        new Part<>(rules, NotifyRules.class),
        Conditions.of(item),
        at);
  }

  private void examine(OneKey.Typed typed) {
    NotifierType<?> type = type(typed);
    new RecordForm(type.params(), type.name(), Words.NOTIFIERS.modifiers())
        .check(typed.params(), Use.required(type.name()).at(typed.type().position()), checking);
  }

  private NotifierType<?> type(OneKey.Typed typed) {
    return Objects.requireNonNull(checking.catalog().notifiers().get(typed.name()));
  }
}
