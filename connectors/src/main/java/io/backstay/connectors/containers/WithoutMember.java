package io.backstay.connectors.containers;

import io.backstay.connectors.files.Reserved;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A tar stream without one member and everything below it; all other bytes pass as they are. The
 * engine cannot leave anything out of an archive itself.
 */
final class WithoutMember extends InputStream {

  private static final int BLOCK = 512;
  private static final int LONGEST_EXTENSION = 1024 * 1024;

  private final InputStream in;
  private final String left;
  private ByteBuffer ready = ByteBuffer.allocate(0);
  private long passing;
  private boolean over;

  /**
   * Filters.
   *
   * @param left name of the member to leave out, without a slash at its end
   */
  WithoutMember(InputStream in, String left) {
    this.in = in;
    this.left = left;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (!ready.hasRemaining() && passing == 0 && !over) {
      nextMember();
    }
    if (ready.hasRemaining()) {
      int count = Math.min(length, ready.remaining());
      ready.get(into, offset, count);
      return count;
    }
    if (over) {
      return in.read(into, offset, length);
    }
    int count = in.read(into, offset, (int) Math.min(length, passing));
    if (count < 0) {
      throw new EOFException("the archive was cut inside a member");
    }
    passing -= count;
    return count;
  }

  // Reads headers up to and including a member's own; what comes before that belongs to it.
  private void nextMember() throws IOException {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    Extension extension = new Extension("", -1);
    while (true) {
      byte[] block = in.readNBytes(BLOCK);
      headers.writeBytes(block);
      if (block.length < BLOCK || block[0] == 0) {
        over = true;
        ready = ByteBuffer.wrap(headers.toByteArray());
        return;
      }
      Header header = Header.of(block);
      if (!header.extends_()) {
        decide(header.with(extension), headers.toByteArray());
        return;
      }
      byte[] payload = extension(header);
      headers.writeBytes(payload);
      extension = extension.and(header, payload);
    }
  }

  private void decide(Header header, byte[] headers) throws IOException {
    refuseForeign(header.name);
    if (inside(header.name)) {
      in.skipNBytes(padded(header.size));
    } else if (header.type == '1' && inside(header.link)) {
      throw new IOException("`" + header.name + "` shares its content with the reserved " + left);
    } else {
      ready = ByteBuffer.wrap(headers);
      passing = padded(header.size);
    }
  }

  // A name alone makes nothing ours: what somebody else has put there is never left out.
  private void refuseForeign(String name) throws IOException {
    String below = name.startsWith(left + "/") ? name.substring(left.length() + 1) : "";
    if (name.equals(left) || !(below.isEmpty() || Reserved.inArea(below))) {
      throw new IOException("`" + name + "` has a name that is reserved there; rename it");
    }
  }

  private boolean inside(String name) {
    return name.equals(left) || name.startsWith(left + "/");
  }

  private byte[] extension(Header header) throws IOException {
    if (header.size > LONGEST_EXTENSION) {
      throw new IOException("the archive has an extension of " + header.size + " bytes");
    }
    return in.readNBytes((int) padded(header.size));
  }

  private static long padded(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** What extensions before a header say about it. */
  private record Extension(String name, long size) {
    Extension and(Header header, byte[] payload) {
      String text = new String(payload, 0, (int) header.size, StandardCharsets.UTF_8);
      if (header.type == 'L') {
        return new Extension(text.replace("\0", ""), size);
      }
      return header.type == 'x' ? records(text) : this;
    }

    private Extension records(String text) {
      Extension result = this;
      for (String line : text.split("\n")) {
        String record = line.substring(line.indexOf(' ') + 1);
        if (record.startsWith("path=")) {
          result = new Extension(record.substring(5), result.size);
        } else if (record.startsWith("size=")) {
          result = new Extension(result.name, Long.parseLong(record.substring(5)));
        }
      }
      return result;
    }
  }

  /** The few fields that matter here. */
  private record Header(char type, String name, String link, long size) {
    static Header of(byte[] block) {
      String prefix = block[257] == 'u' && block[263] == '0' ? text(block, 345, 155) : "";
      String name = text(block, 0, 100);
      char type = (char) block[156];
      boolean hasContent = type == 0 || type == '0' || type == '7' || extends_(type);
      return new Header(
          type,
          prefix.isEmpty() ? name : prefix + "/" + name,
          text(block, 157, 100),
          hasContent ? number(block, 124, 12) : 0);
    }

    boolean extends_() {
      return extends_(type);
    }

    private static boolean extends_(char type) {
      return "xgLK".indexOf(type) >= 0;
    }

    Header with(Extension extension) {
      return new Header(
          type,
          extension.name.isEmpty() ? name : extension.name,
          link,
          extension.size < 0 ? size : extension.size);
    }

    private static String text(byte[] block, int from, int length) {
      int end = from;
      while (end < from + length && block[end] != 0) {
        end++;
      }
      return new String(block, from, end - from, StandardCharsets.UTF_8);
    }

    private static long number(byte[] block, int from, int length) {
      if ((block[from] & 0x80) != 0) {
        return ByteBuffer.wrap(block, from + length - Long.BYTES, Long.BYTES).getLong();
      }
      String digits = text(block, from, length).strip();
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }
  }
}
