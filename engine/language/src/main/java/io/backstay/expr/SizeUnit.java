package io.backstay.expr;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The units of a size: decimal ones and binary ones, never one for the other. */
enum SizeUnit {
  B("B", 1),
  KB("kB", 1_000),
  MB("MB", 1_000_000),
  GB("GB", 1_000_000_000),
  TB("TB", 1_000_000_000_000L),
  PB("PB", 1_000_000_000_000_000L),
  KIB("KiB", 1L << 10),
  MIB("MiB", 1L << 20),
  GIB("GiB", 1L << 30),
  TIB("TiB", 1L << 40),
  PIB("PiB", 1L << 50);

  private final String word;
  private final long bytes;

  SizeUnit(String word, long bytes) {
    this.word = word;
    this.bytes = bytes;
  }

  /** The unit of that name; {@code KB} is as good as {@code kB}, for it cannot mean another. */
  static Optional<SizeUnit> of(String word) {
    return Arrays.stream(values())
        .filter(unit -> unit.word.equals(word) || (word.equals("KB") && unit == KB))
        .findFirst();
  }

  /** What other programs may mean by a word: {@code gb}, {@code Gi}; for {@code G} two units. */
  static List<SizeUnit> loosely(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    String full = upper.endsWith("B") ? upper : upper + "B";
    return Arrays.stream(values())
        .filter(
            unit -> unit.name().equals(full) || unit.name().replace("I", "").equals(upper + "B"))
        .toList();
  }

  static List<SizeUnit> largestFirst() {
    return Arrays.stream(values())
        .filter(unit -> unit != B)
        .sorted(Comparator.comparingLong(SizeUnit::bytes).reversed())
        .toList();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(SizeUnit::word).toList();
  }

  String word() {
    return word;
  }

  long bytes() {
    return bytes;
  }
}
