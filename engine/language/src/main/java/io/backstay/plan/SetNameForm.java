package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E211;

import io.backstay.expr.Entry;
import io.backstay.expr.Kind;
import io.backstay.expr.Value;
import io.backstay.spi.Failure;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The name of a file that is each set's own. */
record SetNameForm() implements Form {
  private static final Map<String, Entry> SET =
      Map.of(
          "id", Entry.of(Kind.STRING),
          "type", Entry.of(Kind.STRING),
          "started-at", Entry.of(Kind.TIMESTAMP));

  @Override
  public void check(Node node, Use use, Checking checking) {
    Forms.STRING.check(node, use, checking.in(checking.scope().and("set", Entry.group(SET))));
    if (node instanceof Node.Scalar scalar && !scalar.text().contains("set.")) {
      checking.add(
          Problem.of(E211, scalar.position(), "`" + use.key() + "` is the same for every set")
              .help(
                  "put what tells them apart into it, for example"
                      + "  app_${set.started-at | date('yyyyMM')}.sql.gz"));
    }
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    Node.Scalar scalar = (Node.Scalar) node;
    Binding tried =
        binding.knowing("set", name -> value(name, "id", "type", Instant.EPOCH, binding));
    Value name = tried.value(scalar, Kind.STRING, use);
    tried.problems().forEach(binding::refuse);
    if (name instanceof Value.Known known && known.text().contains("/")) {
      binding.refuse(
          Problem.of(E211, scalar.position(), "`" + use.key() + "` is the name of a file")
              .help("write it without `/`; where it lies is what its store begins with"));
    }
    return new SetName(scalar.text(), (id, type, at) -> name(scalar, use, binding, id, type, at));
  }

  private static String name(
      Node.Scalar scalar, Use use, Binding binding, String id, String type, Instant at) {
    Binding known = binding.knowing("set", name -> value(name, id, type, at, binding));
    if (known.value(scalar, Kind.STRING, use) instanceof Value.Known name) {
      return name.text();
    }
    throw Failure.of("R520", "`" + scalar.text() + "` has no value for set `" + id + "`");
  }

  private static Value value(String name, String id, String type, Instant at, Binding binding) {
    return switch (name) {
      case "id" -> new Value.Text(id);
      case "type" -> new Value.Text(type);
      default -> new Value.Moment(at.atZone(binding.zone()));
    };
  }

  @Override
  public Map<String, Object> schema() {
    return Forms.STRING.schema();
  }

  @Override
  public String named() {
    return Forms.STRING.named();
  }
}
