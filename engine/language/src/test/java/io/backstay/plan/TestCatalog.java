package io.backstay.plan;

/** The words that plans of the tests use, for tests of other packages. */
public final class TestCatalog {
  private TestCatalog() {}

  /** All of them. */
  public static Catalog get() {
    return Vocabulary.catalog();
  }
}
