package io.backstay.program;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Maps, lists and texts as JSON on one line, the keys of maps in their order. By hand, because it
 * is all that a preview needs of JSON, and a library for it takes longer to load than the preview.
 */
final class CanonicalText {
  private final StringBuilder json = new StringBuilder();

  private CanonicalText() {}

  /** The JSON of a value. */
  static String of(Object value) {
    CanonicalText text = new CanonicalText();
    text.value(value);
    return text.json.toString();
  }

  private void value(Object value) {
    if (value instanceof Map<?, ?> map) {
      map(map);
    } else if (value instanceof List<?> list) {
      list(list);
    } else {
      text(value.toString());
    }
  }

  private void map(Map<?, ?> map) {
    String before = "{";
    for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
      json.append(before);
      text(entry.getKey().toString());
      json.append(':');
      value(entry.getValue());
      before = ",";
    }
    json.append(map.isEmpty() ? "{}" : "}");
  }

  private void list(List<?> list) {
    String before = "[";
    for (Object element : list) {
      json.append(before);
      value(element);
      before = ",";
    }
    json.append(list.isEmpty() ? "[]" : "]");
  }

  private void text(String text) {
    json.append('"');
    text.chars().forEach(one -> character((char) one));
    json.append('"');
  }

  private void character(char one) {
    int named = "\b\t\n\f\r\"\\".indexOf(one);
    if (named >= 0) {
      json.append('\\').append("btnfr\"\\".charAt(named));
    } else if (one < ' ') {
      json.append("\\u%04X".formatted((int) one));
    } else {
      json.append(one);
    }
  }
}
