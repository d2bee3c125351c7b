package io.backstay.plan;

import io.backstay.spi.FaultType;

/**
 * A fault that a drill injects.
 *
 * @param type what goes wrong
 * @param params how; of the type's own shape
 * @param timing when, and what should come of it
 * @param position where it stands
 */
public record Injection(
    FaultType<?> type, Part<?> params, Part<Timing> timing, Position position) {}
