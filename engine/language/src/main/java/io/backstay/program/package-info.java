/**
 * What a plan comes to: programs of ops, made by lowering, shown by previews, compared by diffs and
 * compiled into routes by the runtime.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.program;
