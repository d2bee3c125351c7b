/** What a drill has shown, and the evidence of it. */
@NullMarked
package io.backstay.drills.report;

import org.jspecify.annotations.NullMarked;
