package io.backstay.plan;

import io.backstay.expr.Kind;
import io.backstay.expr.Parsed;
import io.backstay.expr.Percent;
import io.backstay.expr.Size;
import io.backstay.expr.Span;
import io.backstay.expr.Value;
import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckUse;
import io.backstay.spi.EnvValue;
import io.backstay.spi.Expect;
import io.backstay.spi.Prefix;
import io.backstay.spi.Secret;
import io.backstay.spi.ServiceRef;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StoreRef;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/** The form of each Java type that a parameter can have. */
final class Forms {
  static final Form ARTIFACTS = new ScalarForm(Kind.STRING, "an artifact", null, Forms::artifacts);
  static final Form CHECK = new CheckForm();

  static final Form STRING = ScalarForm.of(Kind.STRING, null, Value.Known::text);
  private static final SecretForm SECRET = new SecretForm();
  private static final Form INTEGER = new ScalarForm(Kind.INTEGER, "an integer", 0, Forms::integer);
  private static final Form LONG =
      ScalarForm.of(Kind.INTEGER, 0L, value -> ((Value.Whole) value).value());
  private static final Form DOUBLE = ScalarForm.of(Kind.NUMBER, 0.0, Forms::number);
  private static final Form BOOLEAN =
      ScalarForm.of(Kind.BOOLEAN, false, value -> ((Value.Truth) value).value());

  private static final Map<Class<?>, Form> KNOWN =
      Map.ofEntries(
          Map.entry(String.class, STRING),
          Map.entry(int.class, INTEGER),
          Map.entry(Integer.class, INTEGER),
          Map.entry(long.class, LONG),
          Map.entry(Long.class, LONG),
          Map.entry(double.class, DOUBLE),
          Map.entry(Double.class, DOUBLE),
          Map.entry(boolean.class, BOOLEAN),
          Map.entry(Boolean.class, BOOLEAN),
          Map.entry(java.nio.file.Path.class, new PathForm()),
          Map.entry(URI.class, new ScalarForm(Kind.STRING, "an address", null, Forms::address)),
          Map.entry(
              Instant.class,
              ScalarForm.of(Kind.TIMESTAMP, Instant.EPOCH, value -> moment(value).toInstant())),
          Map.entry(
              Duration.class,
              ScalarForm.of(Kind.DURATION, Duration.ZERO, value -> ((Span) value).nominal())),
          Map.entry(Span.class, ScalarForm.of(Kind.DURATION, Span.ZERO, value -> value)),
          Map.entry(Size.class, ScalarForm.of(Kind.SIZE, new Size(0), value -> value)),
          Map.entry(
              Percent.class, ScalarForm.of(Kind.PERCENT, Percent.hundredths(0), value -> value)),
          Map.entry(
              Limits.Backoff.class, new ScalarForm(Kind.STRING, "a pause", null, Backoffs::read)),
          Map.entry(Prefix.class, new PrefixForm()),
          Map.entry(SetName.class, new SetNameForm()),
          Map.entry(Artifacts.class, ARTIFACTS),
          Map.entry(Secret.class, SECRET),
          Map.entry(EnvValue.class, new EnvForm(STRING, SECRET)),
          Map.entry(SourceRef.class, NameForm.SOURCE),
          Map.entry(ServiceRef.class, NameForm.SERVICE),
          Map.entry(StoreRef.class, NameForm.STORE),
          Map.entry(WrittenVar.Anything.class, new AnythingForm()),
          Map.entry(Expect.class, new ExpectForm()),
          Map.entry(CheckUse.class, CHECK));

  private Forms() {}

  /** Whether it is the form of lists of this element. */
  static boolean isListOf(Form element, Form form) {
    return form instanceof ListForm list && list.element() == element;
  }

  /**
   * The form of a type.
   *
   * @param where whose type it is, for the author of a connector
   * @throws IllegalArgumentException when plans cannot write it
   */
  static Form of(Type type, String where) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == List.class) {
        return new ListForm(of(last, where));
      }
      if (generic.getRawType() == Map.class
          && generic.getActualTypeArguments()[0] == String.class) {
        return new MapForm(of(last, where));
      }
    }
    if (type instanceof Class<?> plain) {
      return plain(plain, where);
    }
    throw new IllegalArgumentException(where + ": plans cannot write a " + type.getTypeName());
  }

  private static Form plain(Class<?> type, String where) {
    Form known = KNOWN.get(type);
    if (known != null) {
      return known;
    }
    if (type.isEnum()) {
      return new WordForm(type);
    }
    if (type.isRecord()) {
      return new RecordForm(type.asSubclass(Record.class));
    }
    throw new IllegalArgumentException(where + ": plans cannot write a " + type.getName());
  }

  private static Parsed<Integer> integer(Value.Known value) {
    long whole = ((Value.Whole) value).value();
    return whole == (int) whole
        ? new Parsed.Ok<>((int) whole)
        : ScalarForm.misfit(value.text(), "a number that fits here", "write a smaller one");
  }

  private static double number(Value.Known value) {
    return new BigDecimal(value.text()).doubleValue();
  }

  private static ZonedDateTime moment(Value.Known value) {
    return ((Value.Moment) value).value();
  }

  private static Parsed<URI> address(Value.Known value) {
    try {
      URI address = new URI(value.text());
      if (address.isAbsolute()) {
        return new Parsed.Ok<>(address);
      }
    } catch (URISyntaxException e) {
      // Said below, where the value can be shown in full.
    }
    return ScalarForm.misfit(value.text(), "an address", "write it in full: https://host/path");
  }

  private static Parsed<Artifacts> artifacts(Value.Known value) {
    Artifacts pattern = new Artifacts(value.text());
    return value.text().isBlank() || !pattern.readable()
        ? ScalarForm.misfit(
            value.text(), "the name of an artifact", "write a name, a pattern or all")
        : new Parsed.Ok<>(pattern);
  }
}
