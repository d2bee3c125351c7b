package io.backstay.connectors.databases;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A CRC of 64 bits, of the kinds that dumps bear. */
public final class Crc64 {
  private static final long[][] JONES = tables(0x95ac9329ac4bc9b5L);
  private static final long[][] ECMA = tables(0xc96c5795d7870f42L);
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long[][] tables;
  private final long mask;
  private long value;

  private Crc64(long[][] tables, long mask) {
    this.tables = tables;
    this.mask = mask;
    this.value = mask;
  }

  /**
   * By the polynomial of Jones, as in snapshots of Redis: over bytes that their own checksum
   * follows it is zero.
   */
  public static Crc64 jones() {
    return new Crc64(JONES, 0);
  }

  /**
   * By the polynomial of ECMA-182, begun and ended with all bits turned, as in archives of MongoDB.
   */
  public static Crc64 ecma() {
    return new Crc64(ECMA, -1);
  }

  // Eight tables take eight bytes at once.
  private static long[][] tables(long polynomial) {
    long[][] tables = new long[8][256];
    for (int one = 0; one < 256; one++) {
      long crc = one;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
      }
      tables[0][one] = crc;
    }
    for (int table = 1; table < 8; table++) {
      for (int one = 0; one < 256; one++) {
        long before = tables[table - 1][one];
        tables[table][one] = tables[0][(int) before & 0xff] ^ (before >>> 8);
      }
    }
    return tables;
  }

  /** Takes more bytes. */
  public void update(byte[] bytes, int from, int to) {
    long crc = value;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      crc ^= (long) EIGHT.get(bytes, at);
      long next = 0;
      for (int one = 0; one < 8; one++) {
        next ^= tables[7 - one][(int) (crc >>> (8 * one)) & 0xff];
      }
      crc = next;
    }
    for (; at < to; at++) {
      crc = tables[0][(int) (crc ^ bytes[at]) & 0xff] ^ (crc >>> 8);
    }
    value = crc;
  }

  /** The checksum of all bytes so far. */
  public long value() {
    return value ^ mask;
  }
}
