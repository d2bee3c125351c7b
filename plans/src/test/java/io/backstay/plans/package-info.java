/** Runs the shipped plans for real, and holds the whole of backstay to its rules. */
@org.jspecify.annotations.NullMarked
package io.backstay.plans;
