package io.backstay.run.stream;

import java.util.List;

/**
 * What reading an archive to its end has shown.
 *
 * @param totals what it holds
 * @param differing how many members are not what the inventory says; after one is missing or stands
 *     in another place the rest is not compared
 * @param differences the first of them, in words
 */
public record Verification(Totals totals, long differing, List<String> differences) {
  /** Whether nothing differs. */
  public boolean clean() {
    return differing == 0;
  }
}
