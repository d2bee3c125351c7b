package io.backstay.plans.bench;

/**
 * One way of doing a piece of work.
 *
 * @param name what the results call it
 * @param before a script that prepares a run, not measured
 * @param script the work, measured; it runs in a fresh directory, and what is in {@code kept} there
 *     afterwards is what it stored
 * @param after a script that proves the work was done, not measured
 * @param repetitions how often the script does the work, where once is too short to measure
 * @param rounds at most so many runs; for what takes minutes and is no yardstick of a close race
 */
record Contender(
    String name, String before, String script, String after, int repetitions, int rounds) {
  static Contender of(String name, String script) {
    return new Contender(name, "", script, "", 1, Integer.MAX_VALUE);
  }

  Contender before(String preparation) {
    return new Contender(name, preparation, script, after, repetitions, rounds);
  }

  Contender after(String proof) {
    return new Contender(name, before, script, proof, repetitions, rounds);
  }

  /** The same done several times in one measurement. */
  Contender times(int count) {
    String loop = "for i in $(seq %d); do\n%s\ndone".formatted(count, script);
    return new Contender(name, before, loop, after, count, rounds);
  }

  Contender atMost(int count) {
    return new Contender(name, before, script, after, repetitions, count);
  }
}
