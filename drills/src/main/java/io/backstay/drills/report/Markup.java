package io.backstay.drills.report;

import java.util.List;
import java.util.Locale;

/** HTML that is put together; whatever is not written here is escaped. */
final class Markup {
  private final StringBuilder text = new StringBuilder();

  /** Markup of this program. */
  Markup raw(String markup) {
    text.append(markup).append('\n');
    return this;
  }

  /** Markup of this program with {@code %s} for what has to be escaped. */
  Markup put(String markup, Object... values) {
    Object[] escaped = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      escaped[i] = values[i] instanceof Number ? values[i] : escape(String.valueOf(values[i]));
    }
    return raw(String.format(Locale.ROOT, markup, escaped));
  }

  /** The head of a table; a title that begins with a blank is that of a column of numbers. */
  Markup table(String... titles) {
    text.append("<table><thead><tr>");
    for (String title : titles) {
      text.append(title.startsWith(" ") ? "<th class=\"number\">" : "<th>");
      text.append(escape(title.strip())).append("</th>");
    }
    return raw("</tr></thead><tbody>");
  }

  /** A row of a table; a value that begins with a blank is a number. */
  Markup row(List<String> values) {
    text.append("<tr>");
    values.forEach(this::cell);
    return raw("</tr>");
  }

  /** The same, and its last cell says whether something is as it should be. */
  Markup judged(List<String> values, boolean good, String verdict) {
    text.append("<tr>");
    values.forEach(this::cell);
    text.append(good ? "<td class=\"good\">✓ " : "<td class=\"bad-text\">✗ ");
    return raw(escape(verdict) + "</td></tr>");
  }

  private void cell(String value) {
    text.append(value.startsWith(" ") ? "<td class=\"number\">" : "<td>");
    text.append(escape(value.strip())).append("</td>");
  }

  Markup endTable() {
    return raw("</tbody></table>");
  }

  static String escape(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
