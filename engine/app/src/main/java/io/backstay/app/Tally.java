package io.backstay.app;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How often things ended in which way.
 *
 * @param endings how often, by the word for it
 */
record Tally(Map<String, Integer> endings) {
  static Tally of(Stream<String> words) {
    return new Tally(
        words.collect(Collectors.toMap(word -> word, word -> 1, Integer::sum, TreeMap::new)));
  }

  /** {@code 12: 1 failed, 11 ok}; {@code none} where there were none. */
  String text() {
    return endings.isEmpty()
        ? "none"
        : endings.values().stream().mapToInt(Integer::intValue).sum()
            + endings.entrySet().stream()
                .map(ending -> ending.getValue() + " " + ending.getKey().replace('-', ' '))
                .collect(Collectors.joining(", ", ": ", ""));
  }
}
