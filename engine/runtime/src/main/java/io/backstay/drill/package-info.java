/** What becomes of a drill that has ended. */
@NullMarked
package io.backstay.drill;

import org.jspecify.annotations.NullMarked;
