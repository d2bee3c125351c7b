/** Tests of what a plan comes to. */
@org.jspecify.annotations.NullMarked
package io.backstay.program;
