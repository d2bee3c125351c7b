package io.backstay.run.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A header block that is being written, field by field. */
final class UstarBlock {
  /** The largest number that fits into a field of eight bytes. */
  static final long MOST_SHORT = 07777777L;

  /** The largest number that fits into a field of twelve bytes. */
  static final long MOST_LONG = 077777777777L;

  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final byte[] MAGIC = "ustar\00000".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes = new byte[TarHeader.RECORD];

  UstarBlock(char type, byte[] name, byte[] target) {
    text(0, 100, name);
    bytes[156] = (byte) type;
    text(157, 100, target);
    text(257, MAGIC.length, MAGIC);
  }

  UstarBlock owner(Owner owner, byte[] user, byte[] group) {
    number(108, 8, owner.uid() > MOST_SHORT ? 0 : owner.uid());
    number(116, 8, owner.gid() > MOST_SHORT ? 0 : owner.gid());
    text(265, 32, user);
    text(297, 32, group);
    return this;
  }

  UstarBlock mode(int mode) {
    number(100, 8, mode);
    return this;
  }

  UstarBlock size(long size) {
    number(124, 12, size > MOST_LONG ? 0 : size);
    return this;
  }

  /** The time in whole seconds; one the field cannot hold is left out. */
  UstarBlock mtime(long seconds) {
    number(136, 12, seconds < 0 || seconds > MOST_LONG ? 0 : seconds);
    return this;
  }

  UstarBlock device(long device) {
    number(329, 8, Device.major(device));
    number(337, 8, Device.minor(device));
    return this;
  }

  /** The whole block, with its checksum. */
  byte[] sealed() {
    Arrays.fill(bytes, CHECKSUM, CHECKSUM + CHECKSUM_LENGTH, (byte) ' ');
    int sum = 0;
    for (byte b : bytes) {
      sum += b & 0xff;
    }
    number(CHECKSUM, CHECKSUM_LENGTH - 1, sum);
    return bytes;
  }

  private void text(int offset, int length, byte[] value) {
    System.arraycopy(value, 0, bytes, offset, Math.min(value.length, length));
  }

  /** Octal digits that fill the field but for its last byte, which stays zero. */
  private void number(int offset, int length, long value) {
    long left = value;
    for (int i = offset + length - 2; i >= offset; i--) {
      bytes[i] = (byte) ('0' + (left & 7));
      left >>>= 3;
    }
  }
}
