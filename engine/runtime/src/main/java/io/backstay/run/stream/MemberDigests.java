package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Digests the content of each file and hands the member on with it. */
final class MemberDigests implements TarHandler {
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(Blocks.SIZE).asReadOnlyBuffer();

  private final Complete complete;
  private final Digest digest = Digest.sha256();

  /** Told about each member when all of it is known. */
  interface Complete {
    void accept(Member member) throws IOException, InterruptedException;
  }

  MemberDigests(Complete complete) {
    this.complete = complete;
  }

  @Override
  public void member(Member member) {}

  @Override
  public void content(ByteBuffer bytes) {
    digest.update(bytes);
  }

  @Override
  public void hole(long length) {
    for (long left = length; left > 0; left -= Blocks.SIZE) {
      digest.update(ZEROS.slice(0, (int) Math.min(left, Blocks.SIZE)));
    }
  }

  @Override
  public void end(Member member) throws IOException, InterruptedException {
    complete.accept(
        member.type() == Member.Type.FILE ? member.withDigest(digest.hex(), false) : member);
  }
}
