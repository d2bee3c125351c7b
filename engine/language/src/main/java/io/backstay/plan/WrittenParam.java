package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a fragment as it is written.
 *
 * @param type what it may be
 * @param default_ what it is when a call does not say
 * @param description for people
 */
@Doc("A parameter of a fragment.")
record WrittenParam(
    @Doc(value = "What it may be.", example = "store") @Default("string") Type type,
    @Doc(
            value = "What it is when a call does not say; without it every call has to.",
            example = "sha256")
        WrittenVar.@Nullable Anything default_,
    @Doc(value = "What it is for.", example = "Where sets are kept") @Nullable String description) {

  /** What an argument may be. */
  enum Type {
    /** Text. */
    STRING,
    /** A whole number. */
    INTEGER,
    /** A number. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** Such as {@code 7d}. */
    DURATION,
    /** Such as {@code 10GiB}. */
    SIZE,
    /** Where a file or directory is. */
    PATH,
    /** Texts. */
    LIST,
    /** A declared source. */
    SOURCE,
    /** A declared service. */
    SERVICE,
    /** A declared store. */
    STORE,
    /** An artifact, or a pattern of their names. */
    ARTIFACT
  }
}
