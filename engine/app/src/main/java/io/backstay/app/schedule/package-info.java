/**
 * When plans want something done, in the forms of those who do things at certain times: cron,
 * systemd, Kubernetes, GitHub Actions.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.app.schedule;
