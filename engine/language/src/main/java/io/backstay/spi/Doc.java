package io.backstay.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The one place where a word of the language is described. Help, generated pages, the JSON Schema
 * and completion are all made from it; a parameter without it does not pass the build.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Doc {
  /** What it means, in one or two sentences a user reads. */
  String value();

  /** A value as it would stand in a plan file; assembled into whole examples and validated. */
  String example() default "";

  /** Of a step: what it changes in the world, as a clause; a step that says nothing only reads. */
  String changes() default "";

  /** Of a step that changes something: what brings back what was, and when that is too late. */
  String undo() default "";
}
