/**
 * Breaks what backstay stands on, on purpose, and holds what it then says and leaves to account.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.plans.faults;
