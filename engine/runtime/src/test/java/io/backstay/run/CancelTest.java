package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.Cancel.Cancelled;
import io.backstay.run.Cancel.Kind;
import io.backstay.run.Cancel.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CancelTest {
  private static final Reason ASKED = new Reason(Kind.ASKED, "SIGTERM");
  private static final Reason LATE = new Reason(Kind.TIMEOUT, "timed out");

  @Test
  void cancellationGoesDownAndNotUp() {
    Cancel root = Cancel.root();
    Cancel left = root.child();
    Cancel below = left.child();
    Cancel right = root.child();
    left.cancel(LATE);
    assertThat(below.reason()).contains(LATE);
    assertThat(right.cancelled()).isFalse();
    assertThat(root.cancelled()).isFalse();
    root.cancel(ASKED);
    assertThat(right.reason()).contains(ASKED);
    assertThat(left.reason()).contains(LATE);
  }

  @Test
  void whatBeginsBelowACancelledOneIsCancelled() {
    Cancel root = Cancel.root();
    root.cancel(ASKED);
    assertThat(root.child().reason()).contains(ASKED);
    List<String> ran = new ArrayList<>();
    root.onCancel(() -> ran.add("at once")).run();
    assertThat(ran).containsExactly("at once");
  }

  @Test
  void hooksRunOnceUnlessForgotten() {
    Cancel root = Cancel.root();
    List<String> ran = new ArrayList<>();
    root.onCancel(() -> ran.add("kept"));
    root.onCancel(() -> ran.add("forgotten")).run();
    root.cancel(ASKED);
    root.cancel(LATE);
    assertThat(ran).containsExactly("kept");
    assertThat(root.reason()).contains(ASKED);
  }

  @Test
  void whatIsOverIsLeftAlone() {
    Cancel root = Cancel.root();
    Cancel over = root.child();
    over.close();
    root.cancel(ASKED);
    assertThat(over.cancelled()).isFalse();
  }

  @Test
  void waitingEndsWithTheReason() {
    Cancel root = Cancel.root();
    root.check();
    root.pause(Duration.ZERO);
    root.cancel(ASKED);
    assertThatThrownBy(root::check)
        .isInstanceOfSatisfying(Cancelled.class, e -> assertThat(e.reason()).isEqualTo(ASKED));
    assertThatThrownBy(() -> root.pause(Duration.ofDays(1))).isInstanceOf(Cancelled.class);
  }

  @Test
  void aWaitingThreadThatIsInterruptedStopsWaiting() {
    Cancel root = Cancel.root();
    Thread.currentThread().interrupt();
    root.pause(Duration.ofDays(1));
    assertThat(Thread.interrupted()).isTrue();
  }
}
