package io.backstay.plan;

import io.backstay.spi.NotifierType;

/**
 * Somebody who is told how runs end.
 *
 * @param name the notifier of a library, or the kind of one that stands here
 * @param type the kind
 * @param params how; of the type's own shape
 * @param rules of what
 * @param when whether at all
 * @param position where it stands
 */
public record NotifyDecl(
    String name,
    NotifierType<?> type,
    Part<?> params,
    Part<?> rules,
    Condition when,
    Position position) {}
