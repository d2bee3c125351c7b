/** The command line: verbs, rendering and exit codes. Nothing here decides what a plan means. */
@org.jspecify.annotations.NullMarked
package io.backstay.app;
