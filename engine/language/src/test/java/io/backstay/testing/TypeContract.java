package io.backstay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.backstay.plan.Bound;
import io.backstay.plan.Catalog;
import io.backstay.plan.Example;
import io.backstay.spi.Type;
import org.junit.jupiter.api.Test;

/**
 * What every word of the language keeps: it is documented throughout, its defaults can be read, and
 * the example assembled from its parameters is one that the reader accepts and binds.
 */
public abstract class TypeContract {
  /** The word under test. */
  protected abstract Type<?> type();

  /** The words its parameters may use, such as checks; its own at least. */
  protected abstract Catalog catalog();

  @Test
  void everyParameterIsDocumentedAndEveryDefaultCanBeRead() {
    assertThatCode(() -> catalog().verify()).doesNotThrowAnyException();
  }

  @Test
  void theAssembledExampleIsRight() {
    assertThat(new Example(type(), catalog()).problems()).isEmpty();
  }

  @Test
  void theAssembledExampleBindsTheSameTwice() {
    Bound<Record> first = new Example(type(), catalog()).bind();

    assertThat(first).isInstanceOf(Bound.Ready.class);
    assertThat(new Example(type(), catalog()).bind()).isEqualTo(first);
  }
}
