package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Notification.Event;
import java.util.List;

/**
 * What somebody is told of.
 *
 * @param events of which
 */
@Doc("What somebody is told of.")
record NotifyRules(
    @Doc(
            value =
                "Of what: `started`, `success`, `warning`, `failure`, `attention`; and of drills"
                    + " `drill-passed` and `drill-failed`. A Backup can ask for the last two to hear"
                    + " of every drill of it; in a Drill `success` and `failure` mean them.",
            example = "[failure, attention]")
        @Default("[failure, attention]")
        List<Event> events) {}
