package io.backstay.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/**
 * What may stand on the command line of a command, declared by calls. The library reads annotations
 * as well, but that takes it longer than most verbs work.
 */
final class Syntax {
  private final CommandSpec spec;
  private final ScopeType scope;

  private Syntax(CommandSpec spec, ScopeType scope) {
    this.spec = spec;
    this.scope = scope;
  }

  /** Of a verb. */
  static Syntax of(Verb verb, String name) {
    return new Syntax(CommandSpec.wrapWithoutInspection(verb).name(name), ScopeType.LOCAL);
  }

  /** Of the command itself; what it takes, all its verbs take. */
  static Syntax of(Backstay command, String name) {
    return new Syntax(CommandSpec.wrapWithoutInspection(command).name(name), ScopeType.INHERIT);
  }

  CommandSpec spec() {
    return spec;
  }

  /** What the command does, in a sentence. */
  void does(String description) {
    spec.usageMessage().description(description);
  }

  /** A word that has to be given. */
  <T> void parameter(String label, Class<T> type, String description, Consumer<T> to) {
    spec.addPositional(
        word(label, description, new Given<>(to)).type(type).arity("1").required(true).build());
  }

  /** A word that may be given. */
  <T> void optional(String label, Class<T> type, String description, Consumer<T> to) {
    spec.addPositional(word(label, description, new Given<>(to)).type(type).arity("0..1").build());
  }

  /** Words, as many as there are. */
  <T> void all(String label, Class<T> type, String description, Consumer<List<T>> to) {
    spec.addPositional(
        word(label, description, new Given<>(to))
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(type)
            .build());
  }

  private PositionalParamSpec.Builder word(String label, String description, Given<?> given) {
    return PositionalParamSpec.builder()
        .index(String.valueOf(spec.positionalParameters().size()))
        .paramLabel(label)
        .description(description)
        .hasInitialValue(false)
        .getter(given)
        .setter(given);
  }

  /** An option that is there or is not; names are separated by a comma and a blank. */
  void flag(String names, String description, Consumer<Boolean> to) {
    spec.addOption(option(names, description, new Given<>(to)).type(boolean.class).build());
  }

  /** The option that shows the help. */
  void help(String names, String description) {
    Given<Boolean> given = new Given<>(value -> {});
    spec.addOption(option(names, description, given).type(boolean.class).usageHelp(true).build());
  }

  /** An option with a value. */
  <T> void option(String names, String label, Class<T> type, String description, Consumer<T> to) {
    option(names, label, type, description, to, option -> option);
  }

  /** The same, with more to say about it. */
  <T> void option(
      String names,
      String label,
      Class<T> type,
      String description,
      Consumer<T> to,
      UnaryOperator<OptionSpec.Builder> more) {
    OptionSpec.Builder option =
        option(names, description, new Given<>(to)).paramLabel(label).type(type);
    if (type == Duration.class) {
      option.converters(new DurationConverter());
    }
    spec.addOption(more.apply(option).build());
  }

  /** An option that may be repeated. */
  <T> void options(
      String names, String label, Class<T> type, String description, Consumer<List<T>> to) {
    spec.addOption(
        option(names, description, new Given<>(to))
            .paramLabel(label)
            .type(List.class)
            .auxiliaryTypes(type)
            .build());
  }

  /** An option that gives a value to a name, and may be repeated. */
  void pairs(String names, String label, String description, Consumer<Map<String, String>> to) {
    spec.addOption(
        option(names, description, new Given<>(to))
            .paramLabel(label)
            .type(Map.class)
            .auxiliaryTypes(String.class, String.class)
            .build());
  }

  private OptionSpec.Builder option(String names, String description, Given<?> given) {
    return OptionSpec.builder(names.split(", "))
        .scopeType(scope)
        .description(description)
        .hasInitialValue(false)
        .getter(given)
        .setter(given);
  }

  /** Keeps a value for the library, and hands it to whoever declared it. */
  private static final class Given<V> implements IGetter, ISetter {
    private final Consumer<V> to;
    private @Nullable Object value;

    Given(Consumer<V> to) {
      this.to = to;
    }

    @Override
    // The library converts to the type that was declared with it.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T get() {
      return (T) value;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T set(@Nullable T given) {
      T before = (T) value;
      value = given;
      if (given != null) {
        to.accept((V) given);
      }
      return before;
    }
  }
}
