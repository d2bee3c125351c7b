package io.backstay.changes;

import io.backstay.plan.Position;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two versions of a plan.
 *
 * @param effect what it does
 * @param path where it is: keys from the top down, steps by their id or type
 * @param before what was there, in one line; null when nothing was
 * @param after what is there now, in one line; null when nothing is
 * @param note what follows from it, for people; empty when that is plain
 * @param position where it stands in the later version; null when it does not
 */
public record Change(
    Effect effect,
    String path,
    @Nullable String before,
    @Nullable String after,
    String note,
    @Nullable Position position) {}
