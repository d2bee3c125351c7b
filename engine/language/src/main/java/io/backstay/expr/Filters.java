package io.backstay.expr;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What filters make of known values. */
final class Filters {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NO_SLUG = Pattern.compile("[^a-z0-9]+");

  private Filters() {}

  /** The filtered value; a misfit if the value is not of the kind that the filter needs. */
  static Value apply(Expr.Filtering use, Value.Known value) {
    Optional<Value.Known> input = Fit.known(use.filter().needs(), value);
    return input.isPresent()
        ? filtered(use, input.get())
        : new Value.Misfit(Mismatch.filter(use, value.kind()));
  }

  /** Each kind of input belongs to some filters only, because they need no other. */
  private static Value filtered(Expr.Filtering use, Value.Known input) {
    String argument = use.argument().orElse(",");
    return switch (input) {
      case Value.Moment moment -> new Value.Text(DatePattern.format(argument, moment.value()));
      case Size size -> new Value.Text(Human.size(size.bytes()));
      case Value.Items list -> list(use.filter(), argument, list.values());
      case Value.Known one -> new Value.Text(text(use.filter(), one.text()));
    };
  }

  private static Value list(Filter filter, String separator, List<Value.Known> values) {
    return switch (filter) {
      case JOIN ->
          new Value.Text(
              values.stream().map(Value.Known::text).collect(Collectors.joining(separator)));
      case COUNT -> new Value.Whole(values.size());
      case FIRST -> values.isEmpty() ? new Value.Absent() : values.getFirst();
      default -> values.isEmpty() ? new Value.Absent() : values.getLast();
    };
  }

  private static String text(Filter filter, String text) {
    return switch (filter) {
      case LOWER -> text.toLowerCase(Locale.ROOT);
      case UPPER -> text.toUpperCase(Locale.ROOT);
      case SLUG -> slug(text);
      default -> basename(text);
    };
  }

  private static String slug(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    String slug = NO_SLUG.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
    return slug.replaceAll("^-|-$", "");
  }

  private static String basename(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }
}
