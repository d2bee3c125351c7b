package io.backstay.connectors.mongodb;

/** The checksum of a collection in an archive: a CRC of 64 bits by the polynomial of ECMA-182. */
final class Crc64 {
  private static final long POLYNOMIAL = 0xc96c5795d7870f42L;
  private static final long[] TABLE = table();

  private long value = -1;

  private static long[] table() {
    long[] table = new long[256];
    for (int one = 0; one < table.length; one++) {
      long crc = one;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
      }
      table[one] = crc;
    }
    return table;
  }

  void update(byte[] bytes, int from, int to) {
    long crc = value;
    for (int at = from; at < to; at++) {
      crc = TABLE[(int) (crc ^ bytes[at]) & 0xff] ^ crc >>> 8;
    }
    value = crc;
  }

  long value() {
    return ~value;
  }
}
