package io.backstay.connectors.redis;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum of snapshots: a CRC of 64 bits by the polynomial of Jones. Over bytes that their own
 * checksum follows it is zero.
 */
final class Crc64 {
  private static final long POLYNOMIAL = 0x95ac9329ac4bc9b5L;
  private static final long[][] TABLES = tables();
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long value;

  // Eight tables take eight bytes at once.
  private static long[][] tables() {
    long[][] tables = new long[8][256];
    for (int one = 0; one < 256; one++) {
      long crc = one;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
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

  void update(byte[] bytes, int from, int to) {
    long crc = value;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      crc ^= (long) EIGHT.get(bytes, at);
      long next = 0;
      for (int one = 0; one < 8; one++) {
        next ^= TABLES[7 - one][(int) (crc >>> (8 * one)) & 0xff];
      }
      crc = next;
    }
    for (; at < to; at++) {
      crc = TABLES[0][(int) (crc ^ bytes[at]) & 0xff] ^ (crc >>> 8);
    }
    value = crc;
  }

  long value() {
    return value;
  }
}
