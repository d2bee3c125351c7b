package io.backstay.connectors.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstay.spi.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The archive of a server's files, put below a root while it passes: its headers have a field for
 * that which the server leaves empty, so no content moves. What goes by is remembered for the
 * manifest that comes last.
 */
final class BaseTar extends InputStream {
  /** The file that lists all the others. */
  static final String MANIFEST = "backup_manifest";

  private static final int RECORD = 512;
  private static final int NAME = 100;
  private static final int MODE = 100;
  private static final int SIZE = 124;
  private static final int TIME = 136;
  private static final int SUM = 148;
  private static final int TYPE = 156;
  private static final int PREFIX = 345;
  private static final int PREFIX_LENGTH = 155;

  private final byte[] root;
  private final InputStream in;
  private final Map<String, Seen> files = new LinkedHashMap<>();
  private final ByteArrayOutputStream manifest = new ByteArrayOutputStream();
  private byte[] ready = new byte[0];
  private int given;
  private String name = "";
  private long size;
  private long content;
  private long padding;
  private CRC32C sum = new CRC32C();
  private boolean begun;
  private boolean over;

  BaseTar(String root, InputStream in) {
    this.root = root.getBytes(UTF_8);
    this.in = in;
    if (this.root.length > PREFIX_LENGTH) {
      throw new IllegalArgumentException(root);
    }
  }

  /**
   * A file that went by.
   *
   * @param size its length
   * @param crc32c of its content
   */
  record Seen(long size, long crc32c) {}

  /** The files that went by; the manifest is none of them. */
  Map<String, Seen> files() {
    return files;
  }

  /** The manifest; empty when there was none. */
  byte[] manifest() {
    return manifest.toByteArray();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (given == ready.length && content + padding == 0 && !over) {
      next();
    }
    if (given < ready.length) {
      int part = Math.min(length, ready.length - given);
      System.arraycopy(ready, given, into, offset, part);
      given += part;
      return part;
    }
    return over ? in.read(into, offset, length) : pass(into, offset, length);
  }

  private int pass(byte[] into, int offset, int length) throws IOException {
    int read = in.read(into, offset, (int) Math.min(length, content + padding));
    if (read < 0) {
      return -1; // Who reads the archive sees that it was cut.
    }
    int own = (int) Math.min(read, content);
    sum.update(into, offset, own);
    if (name.equals(MANIFEST)) {
      manifest.write(into, offset, own);
    }
    content -= own;
    padding -= read - own;
    if (content + padding == 0) {
      ended();
    }
    return read;
  }

  private void ended() {
    if (!name.equals(MANIFEST)) {
      files.put(name, new Seen(size, sum.getValue()));
    }
  }

  private void next() throws IOException {
    byte[] header = in.readNBytes(RECORD);
    given = 0;
    ready = header;
    if (header.length < RECORD || isEnd(header)) {
      over = true;
      return;
    }
    name = text(header, 0, NAME).replaceFirst("^\\./", "").replaceFirst("/$", "");
    size = number(header);
    content = size;
    padding = (RECORD - size % RECORD) % RECORD;
    sum = new CRC32C();
    demandPlain(header);
    byte[] below = below(header);
    ready = begun ? below : joined(top(header), below);
    begun = true;
    if (content == 0 && header[TYPE] == '0') {
      ended();
    }
  }

  private static boolean isEnd(byte[] header) {
    return Arrays.equals(header, new byte[RECORD]);
  }

  private void demandPlain(byte[] header) {
    boolean known = header[TYPE] == '0' || header[TYPE] == '5';
    if (!known || name.isEmpty() || header[PREFIX] != 0) {
      throw Failure.of("R432", "`" + name + "` of pg_basebackup is neither a file nor a directory")
          .help("Only servers whose files all lie in their own directory are copied in this way.");
    }
  }

  private byte[] below(byte[] header) {
    byte[] below = header.clone();
    System.arraycopy(root, 0, below, PREFIX, root.length);
    return summed(below);
  }

  /** The data directory itself: servers do not start on one that others may look into. */
  private byte[] top(byte[] first) {
    byte[] top = first.clone();
    Arrays.fill(top, 0, NAME, (byte) 0);
    System.arraycopy(root, 0, top, 0, Math.min(root.length, NAME - 1));
    put(top, MODE, "0000700");
    put(top, SIZE, "00000000000");
    top[TYPE] = '5';
    return summed(top);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, 2 * RECORD);
    System.arraycopy(other, 0, both, RECORD, RECORD);
    return both;
  }

  private static byte[] summed(byte[] header) {
    Arrays.fill(header, SUM, TYPE, (byte) ' ');
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    put(header, SUM, "%06o".formatted(sum));
    header[SUM + 6] = 0;
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    System.arraycopy(text.getBytes(UTF_8), 0, header, at, text.length());
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, UTF_8);
  }

  private static long number(byte[] header) {
    if ((header[SIZE] & 0x80) != 0) {
      long value = 0;
      for (int i = SIZE + 1; i < TIME; i++) {
        value = value << 8 | (header[i] & 0xff);
      }
      return value;
    }
    return Long.parseLong(text(header, SIZE, TIME - SIZE).strip(), 8);
  }
}
