/** Runs are tested on real files and real processes. */
@org.jspecify.annotations.NullMarked
package io.backstay.run;
