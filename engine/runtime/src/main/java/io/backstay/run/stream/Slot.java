package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A place in the archive's order. */
sealed interface Slot {
  /** Complete without content. */
  record Ready(Member member) implements Slot {}

  /**
   * A file that is read while those before it are still being written.
   *
   * @param directory where it is; released by the reader
   * @param file its name there
   * @param stat what it was when it was found
   * @param member the same as a member of the archive
   * @param parts what was read
   */
  record Reading(OpenDirectory directory, Path file, Stat stat, Member member, Parts parts)
      implements Slot {}

  /** What a reader hands over: a head, blocks, a tail; or that nothing has to come. */
  sealed interface Part {
    /** The member as it is now; its size is the one that will come. */
    record Head(Member member) implements Part {}

    /** Content; owned by whoever takes it. */
    record Body(ByteBuffer block) implements Part {}

    /** The end of the content. */
    record Tail(String sha256, boolean changed) implements Part {}

    /** The base has the same file; its content is not needed. */
    record Left(Member member) implements Part {}

    /** The file was not there any more. */
    record Gone() implements Part {}
  }
}
