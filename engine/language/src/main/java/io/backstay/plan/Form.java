package io.backstay.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a Java type is written in a plan: what is checked when a plan is read, what is made of it
 * when its values are known, and how editors are told. One declaration, three readers.
 */
interface Form {
  /** Finds what is wrong, whatever the values of variables will be. */
  void check(Node node, Use use, Checking checking);

  /**
   * Makes the value; null when it is absent, or when problems were found.
   *
   * @param node checked before
   */
  @Nullable Object bind(Node node, Use use, Binding binding);

  /** Its JSON Schema. */
  Map<String, Object> schema();

  /** What people call it: {@code a duration}, {@code a list of stores}. */
  String named();
}
