package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E122;
import static io.backstay.plan.ProblemCode.E220;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code fragments:} of a library. What its steps say is read where they are called. */
final class FragmentsReader {
  private static final List<String> KEYS = List.of("description", "params", "steps");

  private final String library;
  private final Checking checking;

  /**
   * A reader.
   *
   * @param library the alias of the library
   */
  FragmentsReader(String library, Checking checking) {
    this.library = library;
    this.checking = checking;
  }

  Map<String, Fragment> read(Node.@Nullable Field section) {
    Map<String, Fragment> read = new LinkedHashMap<>();
    for (Node.Field field : NamedFields.of(section, "fragment", checking.problems())) {
      if (field.value() instanceof Node.Fields fields) {
        read.put(field.name(), fragment(field, fields));
      } else {
        checking.add(Texts.shape(field.value(), Use.required(field.name()), "a map"));
      }
    }
    return read;
  }

  private Fragment fragment(Node.Field field, Node.Fields fields) {
    fields.fields().stream()
        .filter(one -> !KEYS.contains(one.name()))
        .forEach(one -> checking.add(RecordForm.unknown(one, field.name(), KEYS, List.of())));
    Map<String, Fragment.Param> params = params(fields.field("params").orElse(null));
    return new Fragment(library, field.name(), params, steps(field, fields));
  }

  private List<Node> steps(Node.Field fragment, Node.Fields fields) {
    Optional<Node> steps = fields.field("steps").map(Node.Field::value);
    if (steps.orElse(null) instanceof Node.Items items && !items.items().isEmpty()) {
      items.items().forEach(this::refuseCalls);
      return items.items();
    }
    checking.add(
        steps
            .map(node -> Texts.shape(node, Use.required("steps"), "a list of steps"))
            .orElseGet(
                () ->
                    Problem.of(
                        E122,
                        fragment.key().position(),
                        "the fragment `" + fragment.name() + "` has no `steps`")));
    return List.of();
  }

  /** One level is all there is, so that whoever reviews a call has to open one other place. */
  private void refuseCalls(Node step) {
    Calls.called(step)
        .ifPresent(
            call ->
                checking.add(
                    Problem.of(E220, call.key().position(), "a fragment calls no fragment")
                        .help("write the steps here, or call both from the plan")));
    Calls.inside(step).forEach(this::refuseCalls);
  }

  private Map<String, Fragment.Param> params(Node.@Nullable Field section) {
    Map<String, Fragment.Param> params = new LinkedHashMap<>();
    for (Node.Field field : NamedFields.of(section, "parameter", checking.problems())) {
      RecordForm form = new RecordForm(WrittenParam.class, field.name(), List.of());
      Use use = Use.required(field.name()).at(field.key().position());
      int before = checking.problems().count();
      form.check(field.value(), use, checking);
      if (checking.problems().count() == before) {
        Binding binding =
            new Binding(checking.ground(), name -> new io.backstay.expr.Value.Absent());
        if (form.bind(field.value(), use, binding) instanceof WrittenParam param) {
          params.put(field.name(), new Fragment.Param(param.type(), fallback(field)));
        }
      }
    }
    return params;
  }

  private static @Nullable Node fallback(Node.Field param) {
    return param.value() instanceof Node.Fields fields
        ? fields.field("default").map(Node.Field::value).orElse(null)
        : null;
  }
}
