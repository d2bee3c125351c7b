package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The head of a custom-format archive: what it is, and its table of contents.
 *
 * @param toc the contents
 * @param withData ids of the entries that have to be followed by data
 * @param integerBytes size of the integers in the rest of the archive
 * @param end where the head ends
 */
record ArchiveHead(Toc toc, Set<Long> withData, int integerBytes, int end) {
  private static final int OLDEST = 12;
  private static final int NEWEST = 16;
  private static final int CUSTOM = 1;
  private static final int NO_DATA = 3;

  /**
   * Reads the head, if the bytes are enough.
   *
   * @throws Failure when they are not the beginning of an archive we know
   */
  static Optional<ArchiveHead> read(byte[] bytes, int length) {
    try {
      return Optional.of(new Reader(ByteBuffer.wrap(bytes, 0, length)).head());
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /** Reads on from where it is; too few bytes are an underflow. */
  private static final class Reader {
    private final ByteBuffer in;
    private int minor;
    private int integerBytes;
    private int offsetBytes;

    Reader(ByteBuffer in) {
      this.in = in;
    }

    ArchiveHead head() {
      format();
      for (int field = 0; field < 7; field++) {
        number();
      }
      text();
      text();
      String dumpedBy = text();
      Set<Toc.Entry> entries = new HashSet<>();
      Set<Long> withData = new HashSet<>();
      for (long left = number(); left > 0; left--) {
        entry(entries, withData);
      }
      return new ArchiveHead(new Toc(dumpedBy, entries), withData, integerBytes, in.position());
    }

    private void format() {
      byte[] magic = new byte[5];
      in.get(magic);
      if (!"PGDMP".equals(new String(magic, StandardCharsets.US_ASCII))) {
        throw Failure.of("R432", "this is not an archive of pg_dump");
      }
      int major = in.get();
      minor = in.get();
      in.get();
      if (major != 1 || minor < OLDEST || minor > NEWEST) {
        throw Failure.of(
                "R432",
                "this is an archive of version %d.%d, known are 1.%d to 1.%d"
                    .formatted(major, minor, OLDEST, NEWEST))
            .help("Dump with client programs that this version of backstay knows.");
      }
      integerBytes = in.get();
      offsetBytes = in.get();
      if (integerBytes < 1 || integerBytes > 8 || offsetBytes < 1 || offsetBytes > 8) {
        throw Failure.of("R432", "the head of the dump is damaged");
      }
      if (in.get() != CUSTOM) {
        throw Failure.of("R432", "this is an archive of pg_dump, but not of its custom format");
      }
      if (minor >= 15) {
        in.get();
      } else {
        number();
      }
    }

    private void entry(Set<Toc.Entry> entries, Set<Long> withData) {
      long id = number();
      number();
      text();
      text();
      String name = text();
      String type = text();
      number();
      text();
      text();
      text();
      String schema = text();
      text();
      if (minor >= 14) {
        text();
      }
      if (minor >= 16) {
        number();
      }
      text();
      text();
      skipDependencies();
      if (in.get() != NO_DATA) {
        withData.add(id);
      }
      in.position(Math.addExact(in.position(), offset()));
      entries.add(new Toc.Entry(type, schema, name));
    }

    private int offset() {
      if (in.remaining() < offsetBytes) {
        throw new BufferUnderflowException();
      }
      return offsetBytes;
    }

    // A list of texts that ends with one that is not there.
    private void skipDependencies() {
      for (long length = number(); length >= 0; length = number()) {
        bytes(length);
      }
    }

    private String text() {
      long length = number();
      return length < 0 ? "" : new String(bytes(length), StandardCharsets.UTF_8);
    }

    private byte[] bytes(long length) {
      if (length > in.remaining()) {
        throw new BufferUnderflowException();
      }
      byte[] bytes = new byte[(int) length];
      in.get(bytes);
      return bytes;
    }

    private long number() {
      boolean negative = in.get() != 0;
      long value = 0;
      for (int i = 0; i < integerBytes; i++) {
        value |= (in.get() & 0xffL) << (8 * i);
      }
      return negative ? -value : value;
    }
  }
}
