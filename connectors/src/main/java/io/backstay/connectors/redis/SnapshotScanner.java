package io.backstay.connectors.redis;

import io.backstay.connectors.databases.Crc64;
import io.backstay.connectors.databases.DumpFeed;
import io.backstay.spi.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Follows a snapshot to its end: every byte belongs to something that is known, and the checksum
 * that the server has put last is that of all of them.
 */
final class SnapshotScanner implements DumpFeed.Scanner<Toc> {
  // Where a server does not know the length before it has sent everything, it puts a word of its
  // own last; the client program compares it, and hands it on.
  private static final Pattern LAST_WORD = Pattern.compile("[\\da-f]{40}");
  private static final int LONGEST = 41;

  private final Census census;
  private final Walk walk;
  private final boolean transported;
  private final Crc64 crc = Crc64.jones();
  private final ByteArrayOutputStream after = new ByteArrayOutputStream();
  private long length;

  /** One that only counts. */
  SnapshotScanner(boolean transported) {
    this(new Census(), transported);
  }

  private SnapshotScanner(Census census, boolean transported) {
    this(census, census, transported);
  }

  /**
   * One that tells.
   *
   * @param census what counts
   * @param visitor hears everything, and tells the census
   * @param transported whether it comes from the server itself
   */
  SnapshotScanner(Census census, Walk.Visitor visitor, boolean transported) {
    this.census = census;
    this.walk = new Walk(visitor);
    this.transported = transported;
  }

  @Override
  public void accept(byte[] bytes, int from, int to) {
    int end = from + walk.accept(bytes, from, to);
    crc.update(bytes, from, end);
    length += end - from;
    after.write(bytes, end, Math.min(to - end, LONGEST - Math.min(LONGEST, after.size())));
  }

  @Override
  public long belonging() {
    return walk.over() ? length : Long.MAX_VALUE;
  }

  @Override
  public Toc finish() {
    if (!walk.over()) {
      throw Failure.of("R432", "the snapshot breaks off: its end is missing");
    }
    if (crc.value() != 0) {
      throw Failure.of("R432", "the snapshot is damaged: its checksum is that of other bytes");
    }
    String rest = after.toString(StandardCharsets.ISO_8859_1);
    if (!rest.isEmpty() && !(transported && LAST_WORD.matcher(rest).matches())) {
      throw Failure.of("R432", "something follows the end of the snapshot");
    }
    return census.toc();
  }
}
