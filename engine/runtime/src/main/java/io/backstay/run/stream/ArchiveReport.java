package io.backstay.run.stream;

import java.util.List;
import java.util.Map;

/**
 * What went into an archive, and what did not.
 *
 * @param totals what it holds
 * @param left what it has left to its base
 * @param unread how many of those files were not read, since nobody has touched them
 * @param gone how many names of its base are not there any more
 * @param roots what each of its roots held when it was read, whichever archive has it, by name
 * @param sockets how many sockets were left out: they live only with the program that listens
 * @param changed how many files changed while they were read and may be torn
 * @param vanished how many files were gone before they could be read
 * @param named the first of the names counted above, with what became of them
 */
public record ArchiveReport(
    Totals totals,
    Totals left,
    long unread,
    long gone,
    Map<String, Totals> roots,
    long sockets,
    long changed,
    long vanished,
    List<String> named) {}
