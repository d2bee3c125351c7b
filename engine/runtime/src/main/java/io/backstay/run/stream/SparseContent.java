package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Content of which the archive holds a map and the data between the holes. */
final class SparseContent implements TarContent {
  private static final int PIECES_PER_BLOCK = 21;
  private static final int MORE_BLOCKS = 504;

  /** A map of more numbers belongs to no file that anybody has. */
  private static final int MOST_NUMBERS = 2_000_000;

  private final Member member;
  private final TarHandler handler;
  private final MapAt mapAt;
  private final List<Long> numbers;
  private final byte[] blockBytes = new byte[TarHeader.RECORD];
  private final ByteBuffer block = ByteBuffer.wrap(blockBytes);
  private final StringBuilder digits = new StringBuilder();
  private @Nullable Iterator<Sparse.Piece> pieces;
  private Sparse.Piece piece = new Sparse.Piece(0, 0);
  private long position;
  private long left;

  /** Where the rest of the map is. */
  enum MapAt {
    /** It is complete. */
    NOWHERE,
    /** In more header blocks, which do not count as content. */
    BLOCKS,
    /** In decimal numbers, which are the first part of the content. */
    CONTENT
  }

  SparseContent(Member member, TarHandler handler, long stored, List<Long> numbers, MapAt mapAt) {
    this.member = member;
    this.handler = handler;
    this.left = stored;
    this.numbers = new ArrayList<>(numbers);
    this.mapAt = mapAt;
    if (mapAt == MapAt.NOWHERE) {
      mapComplete();
    }
  }

  @Override
  public boolean feed(ByteBuffer bytes) throws IOException, InterruptedException {
    while (pieces == null && bytes.hasRemaining()) {
      readMap(bytes);
    }
    while (pieces != null && left > 0 && bytes.hasRemaining()) {
      expand(bytes, pieces);
    }
    if (pieces == null || left > 0) {
      return false;
    }
    hole(member.size() - position);
    handler.end(member);
    return true;
  }

  private void readMap(ByteBuffer bytes) {
    int some = Math.min(block.remaining(), bytes.remaining());
    block.put(bytes.slice(bytes.position(), some));
    bytes.position(bytes.position() + some);
    if (!block.hasRemaining()) {
      boolean complete = mapAt == MapAt.BLOCKS ? readBlock() : readNumbers();
      block.clear();
      if (complete) {
        mapComplete();
      } else if (numbers.size() > MOST_NUMBERS) {
        throw new IllegalArgumentException("a sparse file in more than a million pieces");
      }
    }
  }

  private boolean readBlock() {
    TarBlock more = new TarBlock(blockBytes);
    numbers.addAll(Sparse.numbers(more, 0, PIECES_PER_BLOCK));
    return block.get(MORE_BLOCKS) == 0;
  }

  private boolean readNumbers() {
    left -= TarHeader.RECORD;
    if (left < 0) {
      throw new IllegalArgumentException("a sparse file whose map is longer than its data");
    }
    for (byte b : blockBytes) {
      if (numbers.isEmpty() || numbers.size() < 1 + 2 * numbers.getFirst()) {
        readDigit(b);
      }
    }
    boolean complete = !numbers.isEmpty() && numbers.size() == 1 + 2 * numbers.getFirst();
    if (complete) {
      numbers.removeFirst();
    }
    return complete;
  }

  private void readDigit(byte b) {
    if (b == '\n') {
      numbers.add(Long.valueOf(digits.toString()));
      digits.setLength(0);
    } else {
      digits.append((char) b);
    }
  }

  private void mapComplete() {
    Sparse map = new Sparse(Sparse.pieces(numbers), member.size());
    if (map.stored() != left) {
      throw new IllegalArgumentException("a sparse file whose map does not fit its data");
    }
    pieces = map.data().iterator();
  }

  private void expand(ByteBuffer bytes, Iterator<Sparse.Piece> rest)
      throws IOException, InterruptedException {
    if (position == piece.offset() + piece.length()) {
      piece = rest.next();
      hole(piece.offset() - position);
    }
    long wanted = piece.offset() + piece.length() - position;
    int some = (int) Math.min(wanted, bytes.remaining());
    handler.content(bytes.slice(bytes.position(), some));
    bytes.position(bytes.position() + some);
    position += some;
    left -= some;
  }

  private void hole(long length) throws IOException, InterruptedException {
    if (length > 0) {
      handler.hole(length);
      position += length;
    }
  }
}
