/**
 * One-pass byte pipelines: a producer, a codec, digests and sinks, and the processes that take part
 * in them. Bytes are read once, memory does not grow with them, and nothing is visible under its
 * final name before all of it is on disk.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.run.stream;
