/**
 * How fast, how small: backstay beside the commands and tools people use instead, in one run, in
 * turns. Runs under {@code -Pbench} only; what it found last is in {@code src/bench/results}.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.plans.bench;
