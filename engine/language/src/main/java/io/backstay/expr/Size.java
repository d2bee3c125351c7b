package io.backstay.expr;

import java.util.Optional;

/**
 * An amount of data as plans write it: {@code 1GB} is 10⁹ bytes, {@code 1GiB} 2³⁰, a bare number
 * bytes.
 *
 * @param bytes how many
 */
public record Size(long bytes) implements Value.Known, Comparable<Size> {
  /** Less than nothing is refused. */
  public Size {
    if (bytes < 0) {
      throw new IllegalArgumentException("negative size: " + bytes);
    }
  }

  /** Reads one; a bare number counts bytes. */
  public static Parsed<Size> parse(String text) {
    return SizeReader.read(text, Optional.empty());
  }

  @Override
  public int compareTo(Size other) {
    return Long.compare(bytes, other.bytes);
  }

  /** With the largest unit that is exact. */
  @Override
  public String text() {
    for (SizeUnit unit : SizeUnit.largestFirst()) {
      if (bytes >= unit.bytes() && bytes % unit.bytes() == 0) {
        return bytes / unit.bytes() + unit.word();
      }
    }
    return Long.toString(bytes);
  }

  @Override
  public Kind kind() {
    return Kind.SIZE;
  }
}
