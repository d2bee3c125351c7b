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

  /** The steps of nodes that run at the same time. */
  Steps fork(Node.Parallel parallel);

  /** All nodes of what was forked are over. */
  void join();
}
