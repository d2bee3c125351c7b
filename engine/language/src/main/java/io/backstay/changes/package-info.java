/** What differs between two versions of a plan, and what that does to what the plan protects. */
@NullMarked
package io.backstay.changes;

import org.jspecify.annotations.NullMarked;
