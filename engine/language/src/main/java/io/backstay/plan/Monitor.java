package io.backstay.plan;

import org.jspecify.annotations.Nullable;

/**
 * What has to hold between the runs of a plan.
 *
 * @param check what is checked
 * @param alert what the alarm is called where there are many; null when the plan does not say
 */
public record Monitor(CheckDecl check, @Nullable String alert) {}
