/**
 * Runs programs: locks, preflight, steps, undo, and the journal all of it is written down in before
 * it happens.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.run;
