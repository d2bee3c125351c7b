package io.backstay.run;

import io.backstay.run.Cancel.Kind;
import io.backstay.run.Cancel.Reason;
import io.backstay.spi.Facts;
import io.backstay.spi.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ops of one step at the same time. The first that does not succeed cancels the others, and all are
 * waited for: nothing goes on behind a step that has ended.
 */
final class Together {
  private final OpMachine machine;
  private final Work work;
  private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

  Together(OpMachine machine, Work work) {
    this.machine = machine;
    this.work = work;
  }

  void run(List<Op> ops) {
    try (Cancel cancel = work.cancel().child()) {
      List<Work> parts = ops.stream().map(op -> work.part(Facts.NONE, cancel)).toList();
      List<Thread> threads = new ArrayList<>();
      for (int at = 0; at < ops.size(); at++) {
        Op op = ops.get(at);
        Work part = parts.get(at);
        threads.add(
            Thread.ofPlatform().daemon().name(work.step()).unstarted(() -> act(op, part, cancel)));
      }
      threads.forEach(Thread::start);
      cancel.onCancel(() -> threads.forEach(Thread::interrupt));
      threads.forEach(Together::join);
      parts.forEach(part -> work.found(part.found()));
      rethrow();
    }
  }

  @SuppressWarnings("NullAway") // the annotated JDK does not know that nothing can be expected
  private void act(Op op, Work part, Cancel cancel) {
    try {
      machine.run(List.of(op), part);
    } catch (Throwable e) {
      // What went wrong first counts; what was cancelled because of it comes later.
      first.compareAndSet(null, e);
      cancel.cancel(new Reason(Kind.SIBLING, "something beside it failed"));
    }
  }

  private void rethrow() {
    Throwable failed = first.get();
    if (failed instanceof RuntimeException e) {
      throw e;
    }
    if (failed != null) {
      throw new IllegalStateException(failed);
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // The same cancellation has reached the thread that is waited for.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
