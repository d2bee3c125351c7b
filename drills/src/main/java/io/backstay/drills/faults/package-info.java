/** What drills let go wrong on purpose. */
@org.jspecify.annotations.NullMarked
package io.backstay.drills.faults;
