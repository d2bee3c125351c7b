package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E147;

import io.backstay.expr.Kind;
import io.backstay.expr.ScalarReader;
import io.backstay.expr.Scope;
import io.backstay.expr.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code vars:}. Inputs are written out: they are what expressions are about. */
final class VarsReader {
  private static final Pattern ENV = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Checking checking;
  private final Set<String> doubtful = new HashSet<>();

  VarsReader(Checking checking) {
    this.checking = checking.in(Scope.of(Map.of()));
  }

  /** Names of inputs whose declaration is wrong, so that nothing is known of their type. */
  Set<String> doubtful() {
    return doubtful;
  }

  Map<String, VarDecl> read(Node.@Nullable Field vars) {
    Map<String, VarDecl> read = new LinkedHashMap<>();
    for (Node.Field field : NamedFields.of(vars, "variable", checking.problems())) {
      int before = checking.problems().count();
      read.put(field.name(), declared(field));
      if (checking.problems().count() > before) {
        doubtful.add(field.name());
      }
    }
    return read;
  }

  private VarDecl declared(Node.Field field) {
    RecordForm form = new RecordForm(WrittenVar.class, field.name(), List.of());
    Use use = Use.required(field.name()).at(field.key().position());
    Problems found = new Problems();
    form.check(field.value(), use, checking.with(found));
    checking.problems().addAll(found.sorted());
    Binding binding = new Binding(checking.ground(), name -> new Value.Absent());
    Object bound = found.count() > 0 ? null : form.bind(field.value(), use, binding);
    VarDecl declared = declared(field, (WrittenVar) bound);
    if (bound != null) {
      examine(field, declared);
    }
    return declared;
  }

  private static VarDecl declared(Node.Field field, @Nullable WrittenVar written) {
    Node fallback =
        field.value() instanceof Node.Fields fields
            ? fields.field("default").map(Node.Field::value).orElse(null)
            : field.value();
    Position position = field.key().position();
    if (written == null) {
      return new VarDecl(
          field.name(),
          VarDecl.VarType.STRING,
          null,
          List.of(),
          fallback,
          true,
          null,
          null,
          position);
    }
    boolean list = field.value() instanceof Node.Items;
    return new VarDecl(
        field.name(),
        list ? VarDecl.VarType.LIST : written.type(),
        written.unit(),
        written.values(),
        fallback,
        Optional.ofNullable(written.required()).orElse(fallback == null),
        written.env(),
        written.description(),
        position);
  }

  private void examine(Node.Field field, VarDecl declared) {
    Node fallback = declared.fallback();
    String unit = declared.unit();
    if (unit != null && !units(declared).contains(unit)) {
      checking.add(wrongUnit(field, unit, declared));
    } else if (fallback != null) {
      new VarValue(declared, checking.scalars()).inside(fallback, checking.problems());
    }
    String env = declared.env();
    if (env != null && !ENV.matcher(env).matches()) {
      checking.add(
          Problem.of(
                  E147,
                  at(field, "env"),
                  Problems.quoted(env) + " is not a name of an environment variable")
              .help("letters, digits and underscores"));
    }
  }

  private static List<String> units(VarDecl declared) {
    return ScalarReader.units(VarValue.kind(declared.type()));
  }

  private static Problem wrongUnit(Node.Field field, String unit, VarDecl declared) {
    Kind kind = VarValue.kind(declared.type());
    Problem problem =
        Problem.of(
            E147, at(field, "unit"), Problems.quoted(unit) + " is not a unit of " + kind.named());
    return units(declared).isEmpty()
        ? problem.help("only durations and sizes have a unit; add  type: duration")
        : problem.help("units: " + String.join(", ", units(declared)));
  }

  private static Position at(Node.Field field, String key) {
    return field.value() instanceof Node.Fields fields
        ? fields.field(key).map(it -> it.value().position()).orElse(field.key().position())
        : field.key().position();
  }
}
