package io.backstay.plan;

import org.jspecify.annotations.Nullable;

/**
 * A parameter: one component of a record as it is written in a plan.
 *
 * @param key kebab-case
 * @param form how its type is written
 * @param nullable whether it may be absent
 * @param fallback what holds when the plan does not mention it; null when there is nothing
 * @param written the fallback as its author wrote it; null when there is nothing
 * @param doc what it means
 * @param example a value as it would stand in a plan; empty when there is none
 */
record Slot(
    String key,
    Form form,
    boolean nullable,
    @Nullable Node fallback,
    @Nullable String written,
    String doc,
    String example) {

  boolean required() {
    return !nullable && fallback == null;
  }

  Use use() {
    return new Use(key, !required(), null);
  }
}
