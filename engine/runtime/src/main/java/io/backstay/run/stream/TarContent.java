package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A member's content on its way from the archive to the handler. */
interface TarContent {
  /** Takes what belongs to the member; true once that was all. */
  boolean feed(ByteBuffer bytes) throws IOException, InterruptedException;

  /** Content as it stands in the archive. */
  final class Plain implements TarContent {
    private final Member member;
    private final TarHandler handler;
    private long left;

    Plain(Member member, TarHandler handler, long stored) {
      this.member = member;
      this.handler = handler;
      this.left = stored;
    }

    @Override
    public boolean feed(ByteBuffer bytes) throws IOException, InterruptedException {
      int some = (int) Math.min(left, bytes.remaining());
      if (some > 0) {
        handler.content(bytes.slice(bytes.position(), some));
        bytes.position(bytes.position() + some);
        left -= some;
      }
      if (left == 0) {
        handler.end(member);
      }
      return left == 0;
    }
  }
}
