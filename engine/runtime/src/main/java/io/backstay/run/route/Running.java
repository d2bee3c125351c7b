package io.backstay.run.route;

import io.backstay.program.Node;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a message carries instead of content: who answers for the steps it reaches. Bugs are kept
 * beside the message, because a multicast shows only one of its branches' exceptions.
 *
 * @param steps who answers
 * @param outer who answered before the fork; null outside of any
 * @param bug the first exception
 */
record Running(
    Steps steps, @Nullable Running outer, AtomicReference<@Nullable RuntimeException> bug) {
  private static final String PROPERTY = "running";

  static Running on(Exchange exchange) {
    return Objects.requireNonNull(exchange.getProperty(PROPERTY, Running.class));
  }

  void putOn(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
  }

  boolean enters(Node node) {
    return kept(() -> steps.enters(node));
  }

  void run(Node.Step step) {
    kept(
        () -> {
          steps.run(step);
          return true;
        });
  }

  void fork(Node.Parallel parallel, Exchange exchange) {
    Steps forked = kept(() -> steps.fork(parallel));
    new Running(forked, this, bug).putOn(exchange);
  }

  void branch(Exchange exchange) {
    new Running(kept(steps::branch), this, bug).putOn(exchange);
  }

  /** What is on the message now is what one of the branches has left there. */
  void join(Exchange exchange) {
    Running forked = Objects.requireNonNull(outer);
    Objects.requireNonNull(forked.outer).putOn(exchange);
    kept(
        () -> {
          forked.steps.join();
          return true;
        });
  }

  @SuppressWarnings("NullAway") // the annotated JDK does not know that nothing can be expected
  private <T> T kept(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      bug.compareAndSet(null, e);
      throw e;
    }
  }
}
