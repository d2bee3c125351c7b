package io.backstay.run.route;

import io.backstay.program.Node;

/**
 * What routes call as they reach it. Outcomes stay with whoever answers; what is thrown from here
 * is a bug, and ends the sequence.
 */
public interface Steps {
  /** Whether a node with a condition runs; asked once, just before it would. */
  boolean enters(Node node);

  /** Runs a step to its end, unless an earlier one has put an end to the sequence. */
  void run(Node.Step step);

  /** Nodes that run at the same time begin. */
  Steps fork(Node.Parallel parallel);

  /** Asked of what was forked: one of those nodes begins. */
  Steps branch();

  /** Asked of what was forked: all of those nodes are over. */
  void join();
}
