/** Disposable resources that drills restore into. */
@NullMarked
package io.backstay.drills.scratch;

import org.jspecify.annotations.NullMarked;
