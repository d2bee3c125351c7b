package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.set.Retention.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may be deleted because somebody wants it gone. */
final class DeletionTest {
  private static Subject set(int day, Level level, @Nullable String base) {
    Instant at = Instant.parse("2026-02-0%dT02:00:00Z".formatted(day));
    return new Subject("s" + day, at, base == null ? "full" : "part", base, level, null, false);
  }

  @Test
  void theNewestGoodOnesStayAndAllOthersMayGo() {
    List<Subject> sets =
        List.of(
            set(1, Level.READABLE, null),
            set(2, Level.READABLE, null),
            set(3, Level.WRITTEN, null),
            set(4, Level.BROKEN, null));

    assertThat(Deletion.objections(sets, "s1")).isEmpty();
    assertThat(Deletion.objections(sets, "s2"))
        .contains("the newest that is proven readable")
        .doesNotContain("the newest that can be restored");
    assertThat(Deletion.objections(sets, "s3")).containsExactly("the newest that can be restored");
    assertThat(Deletion.objections(sets, "s4")).as("a broken one rests on nothing").isEmpty();
    assertThat(Deletion.objections(List.of(set(1, Level.WRITTEN, null)), "s1")).isNotEmpty();
  }

  @Test
  void whatAnotherBuildsOnStaysHoweverOldOrBroken() {
    List<Subject> sets =
        List.of(
            set(1, Level.READABLE, null),
            set(2, Level.BROKEN, "s1"),
            set(3, Level.READABLE, null),
            set(4, Level.READABLE, "s3"));

    assertThat(Deletion.objections(sets, "s1")).containsExactly("base of s2");
    assertThat(Deletion.objections(sets, "s2")).isEmpty();
    assertThat(Deletion.objections(sets, "s3")).contains("base of s4");
  }
}
