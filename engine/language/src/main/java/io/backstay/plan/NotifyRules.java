package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Notification.Event;
import java.util.List;

/**
 * What somebody is told of.
 *
 * @param events of which kinds of endings
 */
@Doc("What somebody is told of.")
record NotifyRules(
    @Doc(
            value = "Of which endings: `success`, `warning`, `failure`, `attention`.",
            example = "[failure, attention]")
        @Default("[failure, attention]")
        List<Event> events) {}
