package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.backstay.plan.Bound;
import io.backstay.plan.Catalog;
import io.backstay.plan.Description;
import io.backstay.plan.Example;
import io.backstay.plan.Grammar;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every word that ships is documented, and its page shows something that works. */
class VocabularyTest {
  private static final Catalog CATALOG = Catalog.load();
  private static final Grammar GRAMMAR = new Grammar(CATALOG);

  @Test
  void everyParameterIsDocumentedAndEveryDefaultCanBeRead() {
    assertThatCode(CATALOG::verify).doesNotThrowAnyException();
  }

  @TestFactory
  Stream<DynamicTest> theExampleOfEachWordIsRight() {
    return GRAMMAR.words().stream()
        .map(
            word ->
                DynamicTest.dynamicTest(word.category() + " " + word.name(), () -> check(word)));
  }

  private static void check(Description word) {
    Example example = GRAMMAR.example(word.category(), word.name()).orElseThrow();

    assertThat(example.problems()).describedAs(example.yaml()).isEmpty();
    assertThat(example.bind()).describedAs(example.yaml()).isInstanceOf(Bound.Ready.class);
  }
}
