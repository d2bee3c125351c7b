package io.backstay.run.stream;

import io.backstay.run.stream.Archive.WhenChanging;
import io.backstay.run.stream.Slot.Part;
import io.backstay.run.stream.Slot.Reading;
import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;

/**
 * Reads files for one thread, and finds out whether they stood still meanwhile.
 *
 * <p>A file that fits into a block is read whole before its header is promised to anybody, so it
 * can be read again. Of a larger one the header is gone when the change is noticed.
 */
final class FileReading {
  private static final int TRIES = 4;
  private static final long PAUSE_MILLIS = 25;

  private final WhenChanging whenChanging;
  private final Owners owners;
  private final BaseMembers base;
  private final FileMemory memory;
  private final Digest digest = Digest.sha256();

  /** Whether the file that is being read may be remembered as it was when it was found. */
  private boolean trusted;

  /** One that hands over nothing of what the base has. */
  FileReading(WhenChanging whenChanging, Owners owners, BaseMembers base, FileMemory memory) {
    this.whenChanging = whenChanging;
    this.owners = owners;
    this.base = base;
    this.memory = memory;
  }

  /** Reads a file into its slot. */
  void read(Reading slot) throws IOException, InterruptedException {
    try {
      if (leftUnread(slot)) {
        return;
      }
      Reading now = slot;
      for (int left = tries(); !readOnce(now, left <= 1); left--) {
        Thread.sleep(PAUSE_MILLIS);
        now = again(slot);
      }
    } catch (NoSuchFileException e) {
      slot.parts().put(new Part.Gone());
    } catch (StreamException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw StreamException.of(
              Kind.UNREADABLE,
              "`" + slot.directory().path(slot.file()) + "` cannot be read: " + Reason.of(e))
          .because(e);
    } finally {
      slot.directory().release();
    }
  }

  private boolean leftUnread(Reading slot) throws InterruptedException {
    ByteBuffer known = memory.trusts(slot) ? base.untouched(slot.member(), slot.stat()) : null;
    if (known == null) {
      return false;
    }
    memory.spare(known);
    slot.parts().put(new Part.Left(slot.member().withDigest(FileNote.sha256(known), false)));
    return true;
  }

  private int tries() {
    // Between being found and being read a file may change without harm: once is always free.
    return whenChanging == WhenChanging.RETRY ? TRIES : 2;
  }

  private Reading again(Reading slot) throws IOException {
    Stat stat = Stat.of(slot.directory(), slot.file());
    if (stat.type() != Member.Type.FILE) {
      throw new NoSuchFileException(slot.member().name());
    }
    Member member = stat.member(slot.member().name(), Member.Type.FILE, "", owners);
    return new Reading(slot.directory(), slot.file(), stat, member, slot.parts());
  }

  /** Reads once; false when nothing was handed over yet and it should be tried again. */
  private boolean readOnce(Reading slot, boolean last) throws IOException, InterruptedException {
    trusted = memory.trusts(slot);
    try (FileChannel channel = open(slot)) {
      if (slot.stat().size() > Blocks.SIZE) {
        if (!left(slot, channel)) {
          large(slot, channel);
        }
        return true;
      }
      return small(slot, channel, last);
    }
  }

  /** What is no regular file any more is gone as far as this file is concerned. */
  private static FileChannel open(Reading slot) throws IOException {
    try {
      return slot.directory().read(slot.file());
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      if (!slot.directory().attributes(slot.file()).isRegularFile()) {
        throw new NoSuchFileException(slot.member().name());
      }
      throw e;
    }
  }

  private boolean small(Reading slot, FileChannel channel, boolean last)
      throws IOException, InterruptedException {
    ByteBuffer block = Blocks.take();
    fill(channel, block);
    block.flip();
    boolean still = block.remaining() == slot.stat().size() && unchanged(slot);
    if (!still && !last) {
      Blocks.give(block);
      return false;
    }
    if (!still) {
      mayBeTorn(slot);
    }
    digest.update(block);
    Member member = slot.member();
    String sha256 = digest.hex();
    if (still && left(slot, sha256)) {
      Blocks.give(block);
      return true;
    }
    remember(slot, sha256, still);
    slot.parts().put(new Part.Head(member.withContent(block.remaining(), member.mtime())));
    slot.parts().put(new Part.Body(block));
    slot.parts().put(new Part.Tail(sha256, !still));
    return true;
  }

  /**
   * Leaves a large file to the base when it has the same; only reading all of it can tell, and only
   * of one that looks the same it is worth while.
   */
  private boolean left(Reading slot, FileChannel channel) throws IOException, InterruptedException {
    if (!mayBeLeft(slot)) {
      return false;
    }
    ByteBuffer block = Blocks.take();
    try {
      while (fill(channel, block)) {
        digest.update(block.flip());
        block.clear();
      }
      digest.update(block.flip());
    } finally {
      Blocks.give(block);
    }
    boolean same = left(slot, digest.hex());
    channel.position(0);
    return same;
  }

  private boolean left(Reading slot, String sha256) throws IOException, InterruptedException {
    Member read = slot.member().withDigest(sha256, false);
    boolean same = mayBeLeft(slot) && base.holds(read) && unchanged(slot);
    if (same) {
      remember(slot, sha256, true);
      slot.parts().put(new Part.Left(read));
    }
    return same;
  }

  /** A file with several names is archived whole: the base may know it by others. */
  private boolean mayBeLeft(Reading slot) {
    return slot.stat().links() == 1 && base.resembles(slot.member());
  }

  private void large(Reading slot, FileChannel channel) throws IOException, InterruptedException {
    long size = slot.stat().size();
    slot.parts().put(new Part.Head(slot.member()));
    long done = 0;
    while (done < size) {
      ByteBuffer block = Blocks.take();
      block.limit((int) Math.min(size - done, block.capacity()));
      boolean whole = fill(channel, block);
      if (!whole) {
        mayBeTorn(slot);
        zeros(block);
      }
      done += block.flip().remaining();
      digest.update(block);
      slot.parts().put(new Part.Body(block));
    }
    boolean still = unchanged(slot);
    if (!still) {
      mayBeTorn(slot);
    }
    String sha256 = digest.hex();
    remember(slot, sha256, still);
    slot.parts().put(new Part.Tail(sha256, !still));
  }

  private void remember(Reading slot, String sha256, boolean still) {
    if (trusted && still) {
      memory.keep(slot, sha256);
    }
  }

  /** Fills a buffer; false when the file ends before. */
  private static boolean fill(FileChannel channel, ByteBuffer block) throws IOException {
    int n = 0;
    while (n >= 0 && block.hasRemaining()) {
      n = channel.read(block);
    }
    return n >= 0;
  }

  /** The header has promised more than there is: what is missing is kept as zeros, and reported. */
  private static void zeros(ByteBuffer block) {
    while (block.hasRemaining()) {
      block.put((byte) 0);
    }
  }

  private static boolean unchanged(Reading slot) throws IOException {
    try {
      return slot.stat().sameContent(slot.directory().attributes(slot.file()));
    } catch (NoSuchFileException e) {
      // Removed after it was opened: what was read is the whole file all the same, if its size
      // is right; but nobody can tell any more, so it counts as changed.
      return false;
    }
  }

  private void mayBeTorn(Reading slot) throws IOException {
    if (whenChanging != WhenChanging.RECORD) {
      throw StreamException.of(
              Kind.CHANGED,
              "`" + slot.directory().path(slot.file()) + "` changed while it was read")
          .help(
              "Stop what writes it for the time of the backup, or accept files that may be torn"
                  + " with `when-changing: record`.");
    }
  }
}
