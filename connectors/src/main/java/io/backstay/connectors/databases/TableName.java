package io.backstay.connectors.databases;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table as people write it: {@code users}, {@code sales.orders}, {@code "odd.name"."with ""
 * quote"}. Upper and lower case are kept as written, whether quoted or not.
 *
 * @param schema empty when it is left to the database
 * @param name of the table
 */
public record TableName(String schema, String name) {
  private static final Pattern BARE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$-]*");
  private static final Pattern PART = Pattern.compile("\"(?:[^\"]|\"\")+\"|[^\".]+");

  /** Reads it; empty when quotes or dots do not add up. */
  public static Optional<TableName> parse(String text) {
    var parts = PART.matcher(text);
    if (text.indexOf('\0') >= 0 || !parts.lookingAt()) {
      return Optional.empty();
    }
    String first = unquoted(parts.group());
    int end = parts.end();
    if (end == text.length()) {
      return Optional.of(new TableName("", first));
    }
    boolean second = text.charAt(end) == '.' && parts.find(end + 1) && parts.start() == end + 1;
    return second && parts.end() == text.length()
        ? Optional.of(new TableName(first, unquoted(parts.group())))
        : Optional.empty();
  }

  private static String unquoted(String part) {
    return part.startsWith("\"")
        ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
        : part;
  }

  /** The text that names the same table wherever it is written: {@code public} goes unsaid. */
  public static String canonical(String text) {
    return parse(text).map(TableName::canonical).map(TableName::toString).orElse(text);
  }

  /** The same without a schema that goes without saying. */
  public TableName canonical() {
    return schema.equals("public") ? new TableName("", name) : this;
  }

  /** The shortest text that {@link #parse} reads as this name. */
  @Override
  public String toString() {
    return schema.isEmpty() ? shown(name) : shown(schema) + "." + shown(name);
  }

  private static String shown(String part) {
    return BARE.matcher(part).matches() ? part : '"' + part.replace("\"", "\"\"") + '"';
  }
}
