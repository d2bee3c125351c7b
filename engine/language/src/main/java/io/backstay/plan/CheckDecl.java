package io.backstay.plan;

import io.backstay.spi.CheckType;
import io.backstay.spi.CheckUse;
import org.jspecify.annotations.Nullable;

/**
 * A check of a plan.
 *
 * @param type what is checked
 * @param params how; of the type's own shape
 * @param name what people call it; the type when the plan does not say
 * @param severity what a failure means
 * @param within the span it is tried for; null checks once
 * @param when whether it is made at all
 * @param position where it stands
 */
public record CheckDecl(
    CheckType<?> type,
    Part<?> params,
    String name,
    CheckUse.Severity severity,
    Node.@Nullable Scalar within,
    Condition when,
    Position position) {}
