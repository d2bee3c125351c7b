package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Parses an archive that is fed to it piece by piece: ustar, POSIX extended and GNU, sparse files
 * included. It is strict: a wrong checksum, a member it does not know, a missing end, or anything
 * but zeros after the end is damage.
 */
final class TarParser {
  /** Names and attributes; nobody needs more. */
  private static final int LONGEST_EXTENSION = 1 << 20;

  private static final byte SOLARIS_EXTENSION = 'X';

  private final TarHandler handler;
  private final byte[] blockBytes = new byte[TarHeader.RECORD];
  private final ByteBuffer block = ByteBuffer.wrap(blockBytes);
  private final PaxHeader common = new PaxHeader();

  private State state = State.HEADER;
  private long offset;
  private long blockStart;
  private long end = -1;
  private PaxHeader extended = new PaxHeader();
  private byte[] extensionBytes = {};
  private ByteBuffer extension = ByteBuffer.wrap(extensionBytes);
  private byte extensionType;
  private @Nullable TarContent content;
  private long stored;
  private long skip;

  private enum State {
    HEADER,
    EXTENSION,
    CONTENT,
    PADDING,
    ONE_ZERO_BLOCK,
    ENDED
  }

  TarParser(TarHandler handler) {
    this.handler = handler;
  }

  /** Parses all remaining bytes of a buffer. */
  void feed(ByteBuffer bytes) throws IOException, InterruptedException {
    while (bytes.hasRemaining()) {
      int before = bytes.remaining();
      try {
        step(bytes);
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
        throw Damage.at(offset, String.valueOf(e.getMessage())).because(e);
      }
      offset += before - bytes.remaining();
    }
  }

  /** Where the end of the archive begins; negative while it was not seen. */
  long end() {
    return end;
  }

  /** Demands that the archive is over. */
  void finish() throws StreamException {
    if (state != State.ENDED) {
      throw Damage.of("the archive is cut off after byte " + offset + ": its end is missing");
    }
  }

  private void step(ByteBuffer bytes) throws IOException, InterruptedException {
    switch (state) {
      case HEADER, ONE_ZERO_BLOCK, ENDED -> {
        if (block.position() == 0) {
          blockStart = offset;
        }
        if (filled(block, bytes)) {
          block(blockBytes);
          block.clear();
        }
      }
      case EXTENSION -> extend(bytes);
      case CONTENT -> content(bytes);
      case PADDING -> {
        int some = (int) Math.min(skip, bytes.remaining());
        bytes.position(bytes.position() + some);
        skip -= some;
        if (skip == 0) {
          state = State.HEADER;
        }
      }
    }
  }

  private static boolean filled(ByteBuffer into, ByteBuffer from) {
    int some = Math.min(into.remaining(), from.remaining());
    into.put(from.slice(from.position(), some));
    from.position(from.position() + some);
    return !into.hasRemaining();
  }

  private void block(byte[] bytes) throws IOException, InterruptedException {
    if (TarBlock.isZero(bytes)) {
      if (state == State.HEADER) {
        end = blockStart;
      }
      state = state == State.HEADER ? State.ONE_ZERO_BLOCK : State.ENDED;
    } else if (state == State.HEADER) {
      header(TarBlock.of(bytes, blockStart));
    } else {
      throw Damage.at(blockStart, "something after the archive's end");
    }
  }

  private void header(TarBlock header) throws IOException, InterruptedException {
    switch (header.type()) {
      case TarConstants.LF_PAX_EXTENDED_HEADER_LC,
          TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER,
          SOLARIS_EXTENSION,
          TarConstants.LF_GNUTYPE_LONGNAME,
          TarConstants.LF_GNUTYPE_LONGLINK ->
          startExtension(header);
      default -> startMember(header);
    }
  }

  private void startExtension(TarBlock header) throws StreamException {
    long size = header.size();
    if (size <= 0 || size > LONGEST_EXTENSION) {
      throw Damage.at(blockStart, "an extended header of " + size + " bytes");
    }
    extensionType = header.type();
    extensionBytes = new byte[(int) size];
    extension = ByteBuffer.wrap(extensionBytes);
    state = State.EXTENSION;
  }

  private void extend(ByteBuffer bytes) {
    if (filled(extension, bytes)) {
      byte[] records = extensionBytes;
      switch (extensionType) {
        case TarConstants.LF_GNUTYPE_LONGNAME -> extended.set("path", terminated(records));
        case TarConstants.LF_GNUTYPE_LONGLINK -> extended.set("linkpath", terminated(records));
        case TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER -> {
          common.add(records);
          extended.add(records);
        }
        default -> extended.add(records);
      }
      pad(records.length);
    }
  }

  private static byte[] terminated(byte[] text) {
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return Arrays.copyOf(text, end);
  }

  private void pad(long size) {
    skip = TarHeader.padding(size);
    state = skip == 0 ? State.HEADER : State.PADDING;
  }

  private void startMember(TarBlock header) throws IOException, InterruptedException {
    stored = TarMembers.stored(header, extended);
    content = TarMembers.begin(header, extended, stored, handler);
    extended = new PaxHeader(common);
    state = State.CONTENT;
    content(ByteBuffer.allocate(0));
  }

  private void content(ByteBuffer bytes) throws IOException, InterruptedException {
    TarContent current = content;
    if (current != null && current.feed(bytes)) {
      content = null;
      pad(stored);
    }
  }
}
