package io.backstay.run.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Where the data of a sparse file lies; all else is holes.
 *
 * @param data pieces in ascending order
 * @param size of the whole file
 */
record Sparse(List<Piece> data, long size) {
  /** Numbers in a header block of old GNU archives. */
  private static final int WIDTH = 12;

  Sparse {
    data = data.stream().filter(p -> p.length() > 0).toList();
    long end = 0;
    for (Piece piece : data) {
      if (piece.offset() < end || piece.length() > size - piece.offset()) {
        throw new IllegalArgumentException("a sparse file whose pieces overlap or exceed it");
      }
      end = piece.offset() + piece.length();
    }
  }

  record Piece(long offset, long length) {}

  /** Bytes of data. */
  long stored() {
    return data.stream().mapToLong(Piece::length).sum();
  }

  /** Makes pieces of alternating offsets and lengths. */
  static List<Piece> pieces(List<Long> numbers) {
    if (numbers.size() % 2 != 0) {
      throw new IllegalArgumentException("a sparse file with an offset and no length");
    }
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i += 2) {
      pieces.add(new Piece(numbers.get(i), numbers.get(i + 1)));
    }
    return pieces;
  }

  /** Reads numbers separated by commas. */
  static List<Long> numbers(String text) {
    return Arrays.stream(text.split(",")).map(Long::valueOf).toList();
  }

  /** Offsets and lengths in a header block; unused ones at the end are zero. */
  static List<Long> numbers(TarBlock block, int offset, int pieces) {
    return LongStream.range(0, 2L * pieces)
        .map(i -> block.number(offset + (int) i * WIDTH, WIDTH))
        .boxed()
        .toList();
  }
}
