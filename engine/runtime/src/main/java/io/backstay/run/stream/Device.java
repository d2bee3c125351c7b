package io.backstay.run.stream;

/** Device numbers as the kernel packs them. */
final class Device {
  private Device() {}

  static long major(long device) {
    return ((device >>> 8) & 0xfff) | ((device >>> 32) & ~0xfffL);
  }

  static long minor(long device) {
    return (device & 0xff) | ((device >>> 12) & ~0xffL);
  }

  static long of(long major, long minor) {
    return (minor & 0xff)
        | ((major & 0xfff) << 8)
        | ((minor & ~0xffL) << 12)
        | ((major & ~0xfffL) << 32);
  }
}
