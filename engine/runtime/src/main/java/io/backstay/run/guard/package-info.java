/** The process that starts again what a dead run has stopped. */
@NullMarked
package io.backstay.run.guard;

import org.jspecify.annotations.NullMarked;
