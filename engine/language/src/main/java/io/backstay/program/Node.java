package io.backstay.program;

import io.backstay.spi.Op;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A step of a program, or steps held together. */
public sealed interface Node {
  /** Unique within the program. */
  String id();

  /** Whether it runs. */
  Guard when();

  /** The single steps of these, in their order, whatever holds them. */
  static List<Step> steps(List<Node> nodes) {
    return nodes.stream()
        .flatMap(
            node ->
                switch (node) {
                  case Step step -> Stream.of(step);
                  case Group group -> steps(group.nodes()).stream();
                  case Parallel parallel -> steps(parallel.nodes()).stream();
                })
        .toList();
  }

  /**
   * One step.
   *
   * @param id unique within the program
   * @param type the step's type key
   * @param name what people call it; the id when the plan does not say
   * @param when whether it runs
   * @param timeout for each attempt; null for none
   * @param retry how often and how patiently
   * @param onError what a failure means
   * @param where position in the plan file
   * @param ops what it does, once everything it refers to is known
   */
  record Step(
      String id,
      String type,
      String name,
      Guard when,
      @Nullable Duration timeout,
      Retry retry,
      OnError onError,
      Where where,
      Late<List<Op>> ops)
      implements Node {
    /** The same step doing it in another way. */
    Step with(Late<List<Op>> changed) {
      return new Step(id, type, name, when, timeout, retry, onError, where, changed);
    }
  }

  /**
   * Steps one after another under one condition.
   *
   * @param id unique within the program
   * @param when whether they run
   * @param nodes the steps
   */
  record Group(String id, Guard when, List<Node> nodes) implements Node {}

  /**
   * Steps at the same time.
   *
   * @param id unique within the program
   * @param when whether they run
   * @param max how many at a time
   * @param failFast whether the first failure cancels the others
   * @param nodes the steps
   */
  record Parallel(String id, Guard when, int max, boolean failFast, List<Node> nodes)
      implements Node {}

  /** What a failed step means for the run. */
  enum OnError {
    /** The run fails. */
    FAIL,
    /** The run goes on and ends {@code warned}. */
    WARN,
    /** The run goes on. */
    IGNORE
  }

  /**
   * When a failed attempt is tried again.
   *
   * @param max further attempts after the first
   * @param firstPause before the second attempt; doubles up to {@code longestPause}
   * @param longestPause upper bound of a pause
   * @param onlyTransient whether only failures that may pass by themselves are tried again
   */
  record Retry(int max, Duration firstPause, Duration longestPause, boolean onlyTransient) {
    /** One attempt. */
    public static final Retry NEVER = new Retry(0, Duration.ZERO, Duration.ZERO, false);
  }

  /**
   * A position in a plan file.
   *
   * @param file as given by the user
   * @param line from 1
   * @param column from 1
   * @param path such as {@code steps[2].parallel[0]}
   */
  record Where(String file, int line, int column, String path) {
    @Override
    public String toString() {
      return file + ":" + line + ":" + column;
    }
  }
}
