/**
 * From plan files to plans: strict YAML with positions, the closed vocabulary, every mistake found
 * in one pass and said so that it can be mended. Nothing here acts or connects to anything.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.plan;
