package io.backstay.spi;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Identity and circumstances of a run.
 *
 * @param id unique and sortable: UTC time plus a suffix
 * @param stamp local time for names, {@code yyyyMMdd_HHmmss} in the plan's zone; in a preview the
 *     part that is not known yet is filled with {@code ?}
 * @param startedAt when it started
 * @param zone the plan's zone
 * @param plan the plan's name
 * @param type the backup type, {@code full} when a plan declares none
 * @param trigger {@code manual} or {@code schedule}
 * @param user who started it
 * @param host where
 * @param description what the user said it is for
 */
public record RunInfo(
    String id,
    String stamp,
    Instant startedAt,
    ZoneId zone,
    String plan,
    String type,
    String trigger,
    String user,
    String host,
    @Nullable String description) {}
