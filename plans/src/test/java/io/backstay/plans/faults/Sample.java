package io.backstay.plans.faults;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Some numbers out of many, one from each of as many equal parts, so that none of them is far from
 * one that is tried. The same seed gives the same numbers; it is printed, and {@code
 * -Dfaults.seed=…} takes another.
 */
final class Sample {
  private static final long SEED = Long.getLong("faults.seed", 1);

  static {
    System.out.println("faults are sampled with -Dfaults.seed=" + SEED);
  }

  private Sample() {}

  /**
   * Numbers from one on.
   *
   * @param name of what they are for: each has its own
   * @param all the last of them
   * @param wanted how many; all of them where there are fewer
   */
  static LongStream of(String name, long all, int wanted) {
    if (all <= wanted) {
      return LongStream.rangeClosed(1, all);
    }
    Random random = random(name);
    return LongStream.range(0, wanted)
        .map(part -> 1 + between(part * all / wanted, (part + 1) * all / wanted, random));
  }

  /**
   * Parts of a whole, from nothing to nearly all of it.
   *
   * @param name of what they are for: each has its own
   */
  static double[] parts(String name, int wanted) {
    Random random = random(name);
    return IntStream.range(0, wanted)
        .mapToDouble(i -> (i + random.nextDouble()) / wanted)
        .toArray();
  }

  /**
   * One part of a whole; evenly spread over all of it, however many numbers are asked for.
   *
   * @param name of what it is for: each has its own
   */
  static double part(String name, long number) {
    double golden = 0.6180339887498949;
    return (random(name).nextDouble() + number * golden) % 1;
  }

  private static Random random(String name) {
    return new Random(SEED * 31 + name.hashCode());
  }

  private static long between(long from, long to, Random random) {
    return from + (long) (random.nextDouble() * (to - from));
  }
}
