package io.backstay.app;

import io.backstay.expr.Finding;
import io.backstay.expr.Parsed;
import io.backstay.expr.Span;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations of flags as plans write them. */
final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return switch (Span.parse(text)) {
      case Parsed.Ok<Span>(Span span) -> span.nominal();
      case Parsed.Bad<Span>(Finding finding) ->
          throw new TypeConversionException(finding.message());
    };
  }
}
