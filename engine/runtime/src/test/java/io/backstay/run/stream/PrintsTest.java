package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintsTest {
  private static final int MANY = 20_000;

  @Test
  void whatWasAddedIsThereAndNothingElse() {
    Prints prints = new Prints();
    for (int i = 0; i < MANY; i++) {
      assertThat(prints.add("name " + i)).isTrue();
    }
    for (int i = 0; i < MANY; i++) {
      assertThat(prints.contains("name " + i)).isTrue();
      assertThat(prints.contains("no name " + i)).isFalse();
    }
    assertThat(prints.add("name 7")).isFalse();
  }

  @Test
  void namesThatDifferInBytesNobodyCanReadAreNotTheSame() {
    Prints prints = new Prints();
    prints.add("a\uDC80");

    assertThat(prints.contains("a\uDC81")).isFalse();
    assertThat(prints.contains("a\uDC80")).isTrue();
  }

  @Test
  void aNameIsNotTakenForTheBytesOfAnother() {
    Prints prints = new Prints();
    prints.add("AB");

    // The character's two bytes are those two letters.
    assertThat(prints.contains("\u4142")).isFalse();
  }
}
