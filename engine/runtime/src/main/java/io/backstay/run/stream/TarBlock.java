package io.backstay.run.stream;

import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** A header block, field by field. */
final class TarBlock {
  private static final int MAGIC = 257;
  private static final byte[] POSIX = {'u', 's', 't', 'a', 'r', 0};
  private static final byte[] GNU = {'u', 's', 't', 'a', 'r', ' '};

  private final byte[] bytes;

  /** A block of 512 bytes that is known to be right. */
  TarBlock(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes a copy of a block.
   *
   * @throws StreamException when it is no header
   */
  static TarBlock of(byte[] bytes, long offset) throws StreamException {
    if (!sumIsRight(bytes)) {
      throw Damage.at(offset, "a header whose checksum is wrong");
    }
    return new TarBlock(bytes.clone());
  }

  private static boolean sumIsRight(byte[] bytes) {
    try {
      return TarUtils.verifyCheckSum(bytes);
    } catch (IllegalArgumentException e) {
      // The checksum is no number at all.
      return false;
    }
  }

  static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  byte type() {
    return at(156);
  }

  byte at(int offset) {
    return bytes[offset];
  }

  /** The whole name, its prefix included. */
  String name() {
    String name = text(0, 100);
    String prefix = magic(POSIX) ? text(345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  String target() {
    return text(157, 100);
  }

  String user() {
    return known() ? text(265, 32) : "";
  }

  String group() {
    return known() ? text(297, 32) : "";
  }

  int mode() {
    return (int) number(100, 8) & 07777;
  }

  long uid() {
    return number(108, 8);
  }

  long gid() {
    return number(116, 8);
  }

  long size() {
    return number(124, 12);
  }

  long mtime() {
    return number(136, 12);
  }

  long device() {
    return known() ? Device.of(number(329, 8), number(337, 8)) : 0;
  }

  /** A number in octal, or in binary when its first bit is set. */
  long number(int offset, int length) {
    return TarUtils.parseOctalOrBinary(bytes, offset, length);
  }

  private boolean known() {
    return magic(POSIX) || magic(GNU);
  }

  private boolean magic(byte[] magic) {
    return Arrays.equals(bytes, MAGIC, MAGIC + magic.length, magic, 0, magic.length);
  }

  private String text(int offset, int length) {
    int end = offset;
    while (end < offset + length && bytes[end] != 0) {
      end++;
    }
    return RawName.decode(Arrays.copyOfRange(bytes, offset, end));
  }
}
