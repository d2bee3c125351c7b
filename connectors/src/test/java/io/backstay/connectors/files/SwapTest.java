package io.backstay.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SwapTest extends SwapCase {

  @ParameterizedTest
  @EnumSource
  void theNewTreeIsLiveAndTheOldOneIsKept(Way way) throws IOException {
    Map<String, String> old = seen(live);
    Swap swap = prepared(way);

    swap.swap();

    assertThat(seen(live)).isEqualTo(fresh());
    assertThat(seen(swap.previous())).isEqualTo(old);
    assertThat(swap.incoming()).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void killedBetweenAnyTwoRenamesASwapGoesOn(Way way) throws IOException {
    dyingAtEachRename(way, Swap::swap, resumed -> resumed.swap(), fresh());
  }

  @ParameterizedTest
  @EnumSource
  void killedBetweenAnyTwoRenamesASwapIsTakenBack(Way way) throws IOException {
    dyingAtEachRename(way, Swap::swap, resumed -> resumed.undo(), seen(live));
  }

  @ParameterizedTest
  @EnumSource
  void killedBetweenAnyTwoRenamesTakingBackGoesOn(Way way) throws IOException {
    Consumer<Swap> whole =
        swap -> {
          way.on(live, new LocalDisk()).swap();
          swap.undo();
        };
    dyingAtEachRename(way, whole, resumed -> resumed.undo(), seen(live));
  }

  @ParameterizedTest
  @EnumSource
  void takenBackItCanBeSwappedAgain(Way way) throws IOException {
    Swap swap = prepared(way);
    swap.swap();
    swap.undo();
    assertThat(swap.swapped()).isFalse();

    swap.swap();
    swap.swap();

    assertThat(seen(live)).isEqualTo(fresh());
  }

  @ParameterizedTest
  @EnumSource
  void afterDiscardAndForgetNothingIsLeftOver(Way way) throws IOException {
    Swap swap = prepared(way);
    swap.swap();
    swap.forget();
    swap.discard();

    assertThat(seen(live)).isEqualTo(fresh());
    assertThat(names(parent)).containsExactly("data");
    assertThat(names(live)).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @EnumSource
  void theOldTreeGoesWhenItsTimeIsOver(Way way) throws IOException {
    Instant until = Instant.parse("2026-01-01T00:00:00Z");
    Swap swap = prepared(way);
    swap.swap();
    swap.keepUntil(until);

    assertThat(swap.sweep(until.minusSeconds(1))).isEmpty();
    assertThat(swap.previous()).exists();
    assertThat(swap.sweep(until)).containsExactly(swap.previous());
    assertThat(seen(live)).isEqualTo(fresh());
    assertThat(names(parent)).containsExactly("data");
    assertThat(names(live)).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @EnumSource
  void anOldTreeThatCouldNotBePutBackStaysWhateverTheTime(Way way) throws IOException {
    Swap swap = prepared(way);
    swap.swap();
    swap.keepUntil(Instant.EPOCH);

    assertThatThrownBy(() -> way.on(live, new Mortal(0)).undo()).hasMessageContaining("dead");
    assertThat(swap.sweep(Instant.now())).isEmpty();
    assertThat(swap.previous()).exists();
  }

  @ParameterizedTest
  @EnumSource
  void withoutAnythingToTakeBackNothingHappens(Way way) throws IOException {
    Map<String, String> old = seen(live);
    Swap swap = prepared(way);

    swap.undo();
    swap.discard();

    assertThat(seen(live)).isEqualTo(old);
    assertThatThrownBy(swap::swap).isInstanceOf(Failure.class).hasMessageContaining("is not there");
    assertThat(seen(live)).isEqualTo(old);
  }

  private void dyingAtEachRename(
      Way way, Consumer<Swap> act, Consumer<Swap> goOn, Map<String, String> expected)
      throws IOException {
    boolean died = true;
    for (int renames = 0; died; renames++) {
      new LocalDisk().delete(parent.resolve("data"));
      liveTree();
      prepared(way);
      died = dies(act, way.on(live, new Mortal(renames)));
      goOn.accept(way.on(live, new LocalDisk()));

      assertThat(seen(live)).as("after %d renames", renames).isEqualTo(expected);
      Swap after = way.on(live, new LocalDisk());
      after.discard();
      after.forget();
      assertThat(names(parent)).containsExactly("data");
      assertThat(renames).as("the loop ends").isLessThan(40);
    }
  }

  private static boolean dies(Consumer<Swap> act, Swap mortal) {
    try {
      act.accept(mortal);
      return false;
    } catch (Failure e) {
      assertThat(e).hasMessageContaining("dead");
      return true;
    }
  }
}
