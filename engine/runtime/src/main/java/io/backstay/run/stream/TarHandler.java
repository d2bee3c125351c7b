package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Told what an archive holds, in its order. */
interface TarHandler {
  /** A member begins; a file's content follows, exactly as much as its size says. */
  void member(Member member) throws IOException, InterruptedException;

  /** Content of the current file; only valid during the call. */
  void content(ByteBuffer bytes) throws IOException, InterruptedException;

  /** A stretch of zeros in the current file which the archive does not hold. */
  void hole(long length) throws IOException, InterruptedException;

  /** The current member is complete. */
  void end(Member member) throws IOException, InterruptedException;
}
