package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E210;

import io.backstay.spi.ServiceRef;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StoreRef;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A source, service or store that the plan declares. Written out, so that a reviewer and a drill
 * know what a step touches without knowing any variable.
 *
 * @param what {@code source}, {@code service} or {@code store}
 * @param declared which ones there are
 * @param make makes the reference
 */
record NameForm(String what, Function<Names, Set<String>> declared, Function<String, Object> make)
    implements Form {
  static final NameForm SOURCE = new NameForm("source", Names::sources, SourceRef::new);
  static final NameForm SERVICE = new NameForm("service", Names::services, ServiceRef::new);
  static final NameForm STORE = new NameForm("store", Names::stores, StoreRef::new);

  @Override
  public void check(Node node, Use use, Checking checking) {
    Set<String> names = declared.apply(checking.declared());
    Texts.writtenOut(node, use, checking.problems())
        .filter(name -> !names.contains(name))
        .ifPresent(
            name ->
                checking.add(
                    what.equals("store") && checking.declared().elsewhere().contains(name)
                        ? elsewhere(node, name)
                        : undeclared(node, name, names)));
  }

  private static Problem elsewhere(Node node, String name) {
    String message = "store " + Problems.quoted(name) + " is not declared in this environment";
    return Problem.of(E210, node.position(), message)
        .note("another one adds it")
        .help("say where it is meant, beside the step:  when: plan.env == '…'");
  }

  private Problem undeclared(Node node, String name, Set<String> names) {
    Problem problem =
        Problem.of(E210, node.position(), "no " + what + " named " + Problems.quoted(name));
    Problem near = Problems.suggest(problem, name, names, "");
    Problem base =
        near.helps().isEmpty() || near.helps().getFirst().startsWith("did") ? near : problem;
    return base.help(
        names.isEmpty()
            ? "declare it under `" + what + "s:`"
            : "declared " + what + "s: " + Problems.list(names));
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    return make.apply(binding.meant(((Node.Scalar) node).text()));
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.text("A declared " + what + ".");
  }

  @Override
  public String named() {
    return "a " + what;
  }
}
