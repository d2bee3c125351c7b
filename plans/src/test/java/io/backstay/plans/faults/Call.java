package io.backstay.plans.faults;

import java.util.EnumSet;
import java.util.Set;

/** Kinds of calls into the system that can be made to fail; the shim has the same list. */
enum Call {
  OPEN(1, "opening for writing"),
  WRITE(2, "write"),
  SYNC(4, "fsync"),
  CLOSE(8, "close after writing"),
  RENAME(16, "rename"),
  LINK(32, "link"),
  MKDIR(64, "mkdir"),
  DELETE(128, "delete"),
  MODE(256, "chmod, chown, utimes"),
  TRUNCATE(512, "truncate"),
  READ(1024, "read");

  /** All that change something on disk. */
  static final Set<Call> CHANGES = EnumSet.complementOf(EnumSet.of(READ));

  private final int bit;
  private final String words;

  Call(int bit, String words) {
    this.bit = bit;
    this.words = words;
  }

  String words() {
    return words;
  }

  static Call of(int bit) {
    return EnumSet.allOf(Call.class).stream()
        .filter(call -> call.bit == bit)
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("the shim knows a call we do not: " + bit));
  }

  static int mask(Set<Call> calls) {
    return calls.stream().mapToInt(call -> call.bit).sum();
  }
}
