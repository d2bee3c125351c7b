package io.backstay.run.stream;

/**
 * What was unpacked.
 *
 * @param totals members that were unpacked
 * @param skipped named pipes and devices that were left out
 * @param attributes members whose extended attributes or access lists the archive holds and which
 *     were not restored
 */
public record Unpacked(Totals totals, long skipped, long attributes) {}
