package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a custom-format archive block by block: every entry of the table of contents that has
 * data must be followed by a block of its own, and every block must end.
 */
final class ArchiveScanner implements DumpScanner {
  private static final int FIRST_TRY = 64 << 10;
  private static final int LARGEST_HEAD = 512 << 20;
  private static final int DATA = 1;
  private static final int LARGE_OBJECTS = 3;

  private byte[] buffered = new byte[FIRST_TRY];
  private int length;
  private int nextTry = FIRST_TRY;
  private @Nullable ArchiveHead head;

  private State state = State.BLOCK;
  private boolean objects;
  private long toSkip;
  private int digits;
  private long number;
  private boolean negative;
  private final Set<Long> seen = new HashSet<>();

  private enum State {
    BLOCK,
    ENTRY,
    OBJECT,
    LENGTH
  }

  @Override
  public void accept(byte[] bytes, int from, int to) {
    ArchiveHead known = head;
    if (known != null) {
      follow(known, bytes, from, to);
      return;
    }
    buffer(bytes, from, to);
    if (length >= nextTry) {
      nextTry = length * 2;
      readHead();
    }
  }

  private void buffer(byte[] bytes, int from, int to) {
    int needed = length + to - from;
    if (needed > LARGEST_HEAD) {
      throw Failure.of("R432", "the table of contents of the dump has no end");
    }
    if (needed > buffered.length) {
      buffered = Arrays.copyOf(buffered, Math.max(needed, buffered.length * 2));
    }
    System.arraycopy(bytes, from, buffered, length, to - from);
    length = needed;
  }

  private void readHead() {
    ArchiveHead.read(buffered, length)
        .ifPresent(
            read -> {
              head = read;
              byte[] bytes = buffered;
              buffered = new byte[0];
              follow(read, bytes, read.end(), length);
            });
  }

  private void follow(ArchiveHead known, byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (toSkip > 0) {
        int skipped = (int) Math.min(toSkip, to - at);
        toSkip -= skipped;
        at += skipped;
      } else if (state == State.BLOCK) {
        begin(bytes[at++]);
      } else if (completes(known.integerBytes(), bytes[at++])) {
        take(negative ? -number : number);
      }
    }
  }

  private void begin(byte type) {
    if (type != DATA && type != LARGE_OBJECTS) {
      throw damaged("a block of unknown type " + type);
    }
    objects = type == LARGE_OBJECTS;
    state = State.ENTRY;
  }

  // An integer is a byte for its sign, then its bytes from the lowest to the highest.
  private boolean completes(int integerBytes, byte next) {
    if (digits == 0) {
      negative = next != 0;
      number = 0;
    } else {
      number |= (next & 0xffL) << (8 * (digits - 1));
    }
    digits = digits == integerBytes ? 0 : digits + 1;
    return digits == 0;
  }

  private void take(long value) {
    switch (state) {
      case ENTRY -> {
        seen.add(value);
        state = objects ? State.OBJECT : State.LENGTH;
      }
      case OBJECT -> state = value == 0 ? State.BLOCK : State.LENGTH;
      case LENGTH -> chunk(value);
      case BLOCK -> throw new IllegalStateException("no number begins a block");
    }
  }

  private void chunk(long bytes) {
    if (bytes < 0) {
      throw damaged("a chunk of negative length");
    }
    toSkip = bytes;
    if (bytes == 0) {
      state = objects ? State.OBJECT : State.BLOCK;
    }
  }

  @Override
  public Toc finish() {
    if (head == null) {
      readHead();
    }
    ArchiveHead known = head;
    if (known == null) {
      throw Failure.of(
          "R432", "the dump ends after %,d bytes, within its table of contents".formatted(length));
    }
    if (state != State.BLOCK || toSkip > 0 || digits > 0) {
      throw Failure.of("R432", "the dump ends in the middle of a table's data");
    }
    Set<Long> missing = new HashSet<>(known.withData());
    missing.removeAll(seen);
    if (!missing.isEmpty()) {
      throw Failure.of(
          "R432",
          "the dump ends before the data of %d of its %d entries"
              .formatted(missing.size(), known.withData().size()));
    }
    return known.toc();
  }

  private static Failure damaged(String what) {
    return Failure.of("R432", "the dump is damaged: it has " + what);
  }
}
