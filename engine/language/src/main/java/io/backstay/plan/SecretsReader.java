package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E140;
import static io.backstay.plan.ProblemCode.E141;
import static io.backstay.plan.ProblemCode.W201;

import io.backstay.spi.SecretProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code secrets:}. Whatever may be a secret itself is blacked out before anything else. */
final class SecretsReader {
  private static final String WHY = "plans are committed: whoever reads the repository reads this";

  private final Checking checking;

  SecretsReader(Checking checking) {
    this.checking = checking;
  }

  Map<String, SecretDecl> read(Node.@Nullable Field secrets) {
    Map<String, SecretDecl> read = new LinkedHashMap<>();
    for (Node.Field field : NamedFields.of(secrets, "secret", checking.problems())) {
      read.put(field.name(), new SecretDecl(field.name(), origins(field), field.key().position()));
    }
    return read;
  }

  private List<SecretDecl.Origin<?>> origins(Node.Field field) {
    List<SecretDecl.Origin<?>> origins = new ArrayList<>();
    List<Node> written =
        field.value() instanceof Node.Items items ? items.items() : List.of(field.value());
    if (written.isEmpty() || Texts.nothing(field.value())) {
      checking.add(
          Problem.of(
                  E141,
                  field.key().position(),
                  "secret `" + field.name() + "` does not say where it comes from")
              .help(suggestion(field.name())));
      return origins;
    }
    written.forEach(one -> origin(field.name(), one).ifPresent(origins::add));
    return origins;
  }

  private Optional<SecretDecl.Origin<?>> origin(String secret, Node node) {
    if (node instanceof Node.Scalar scalar) {
      checking.add(literal(secret, scalar));
      return Optional.empty();
    }
    OneKey key = new OneKey(OneKey.Category.PROVIDER, checking.catalog().providers().keySet());
    Optional<OneKey.Typed> typed = key.read(node, checking.problems());
    if (typed.isEmpty()) {
      hide(node);
    }
    return typed.map(this::origin);
  }

  private Problem literal(String secret, Node.Scalar scalar) {
    return Problem.of(
            E140,
            checking.problems().hide(scalar),
            "secret `" + secret + "` contains a value instead of a source")
        .label("a literal in a file that is checked in (not shown)")
        .note(WHY)
        .help("say where it comes from:  " + suggestion(secret));
  }

  private static String suggestion(String secret) {
    String variable = secret.toUpperCase(Locale.ROOT).replace('-', '_');
    return "- env: " + variable + "    or  - systemd: " + secret;
  }

  private SecretDecl.Origin<?> origin(OneKey.Typed typed) {
    return origin(typed, checking.catalog().provider(typed.name()));
  }

  private <P extends Record> SecretDecl.Origin<P> origin(
      OneKey.Typed typed, SecretProvider<P> provider) {
    if (typed.name().equals(SecretDecl.LITERAL)) {
      hide(typed.params());
      checking.add(
          Problem.of(W201, typed.type().position(), "a secret is written into the plan")
              .note(WHY)
              .help("use it for what is no secret, such as the password of a test database"));
    }
    new RecordForm(provider.params(), provider.name(), List.of())
        .check(typed.params(), Use.required(provider.name()).at(typed.type().position()), checking);
    return new SecretDecl.Origin<>(provider, new Part<>(typed.params(), provider.params()));
  }

  /** A misspelt provider may have the secret itself below it. */
  private void hide(Node node) {
    switch (node) {
      case Node.Scalar scalar -> checking.problems().hide(scalar);
      case Node.Items items -> items.items().forEach(this::hide);
      case Node.Fields fields -> fields.fields().forEach(field -> hide(field.value()));
    }
  }
}
