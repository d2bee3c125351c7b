package io.backstay.expr;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the word of a closed set that somebody probably meant. */
public final class Nearest {
  private static final int LONGEST = 100;

  private Nearest() {}

  /**
   * The nearest word, if one is near enough: the word itself, then the same word in another case
   * style ({@code backup_dir}, {@code backupDir}, {@code BACKUP-DIR} for {@code backup-dir}) before
   * any other, then the smallest Damerau-Levenshtein distance of at most 2 (at most 1 for words of
   * up to 4 characters, none for a single one, so that {@code db} is not offered for {@code tar}).
   * Among equals the first in alphabetical order, whatever the order of the set.
   *
   * @param word what was written
   * @param words what could have been meant
   */
  public static Optional<String> to(String word, Collection<String> words) {
    if (word.length() > LONGEST || words.contains(word)) {
      return Optional.of(word).filter(words::contains);
    }
    return words.stream()
        .filter(candidate -> distance(word, candidate) <= reach(word, candidate))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int reach(String word, String candidate) {
    int shorter = Math.min(word.length(), candidate.length());
    return shorter <= 1 ? 0 : shorter <= 4 ? 1 : 2;
  }

  /** 0 for the same word in another case style, else the number of edits. */
  private static int distance(String word, String candidate) {
    if (bare(word).equals(bare(candidate))) {
      return 0;
    }
    if (Math.abs(word.length() - candidate.length()) > 2) {
      return Integer.MAX_VALUE;
    }
    return edits(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
  }

  private static String bare(String word) {
    return word.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
  }

  /** Insertions, deletions, replacements and swaps of neighbours. */
  private static int edits(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(last[j], row[j - 1]));
        if (swapped(from, i, to, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[to.length()];
  }

  private static boolean swapped(String from, int i, String to, int j) {
    return i > 1
        && j > 1
        && from.charAt(i - 1) == to.charAt(j - 2)
        && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
