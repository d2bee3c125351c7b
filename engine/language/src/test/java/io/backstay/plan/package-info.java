/** Tests of plan files and what is said about mistakes in them. */
@org.jspecify.annotations.NullMarked
package io.backstay.plan;
