package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes from the archive of a base the files that another archive has left to it, and no more. */
final class FromBase implements TarHandler {
  private final FileSet wanted;
  private final TarHandler taker;
  private boolean taking;

  FromBase(FileSet wanted, TarHandler taker) {
    this.wanted = wanted;
    this.taker = taker;
  }

  @Override
  public void member(Member member) throws IOException, InterruptedException {
    taking = member.type() == Member.Type.FILE && wanted.resembles(member);
    if (taking) {
      taker.member(member);
    }
  }

  @Override
  public void content(ByteBuffer bytes) throws IOException, InterruptedException {
    if (taking) {
      taker.content(bytes);
    }
  }

  @Override
  public void hole(long length) throws IOException, InterruptedException {
    if (taking) {
      taker.hole(length);
    }
  }

  @Override
  public void end(Member member) throws IOException, InterruptedException {
    if (taking) {
      taker.end(member);
    }
  }
}
