package io.backstay.run;

import io.backstay.run.stream.ArchiveVerifier;
import io.backstay.run.stream.StoredFile;
import io.backstay.run.stream.StreamException;
import io.backstay.run.stream.Verification;
import io.backstay.spi.Facts;
import io.backstay.spi.Look;
import io.backstay.spi.Verdict;
import java.io.IOException;

/** Reads an archive to its end and holds it against the list of its members. */
final class ArchiveProof {
  private ArchiveProof() {}

  static Verdict of(StoredFile archive, StoredFile list, Look look) {
    try {
      Verification found = ArchiveVerifier.verify(archive, list, bytes -> {}, look::cancelled);
      long members = found.totals().members();
      Facts facts = Facts.of("members", members);
      return found.clean()
          ? new Verdict.Passed(members + " members read to the end", facts)
          : new Verdict.NotPassed(
              "the members its list names",
              found.differing() + " members that differ",
              String.join("; ", found.differences()),
              facts);
    } catch (StreamException e) {
      return damaged(e);
    } catch (IOException e) {
      throw StreamFailures.of(e);
    }
  }

  /** Being stopped, or having no room to read it, says nothing about an archive. */
  private static Verdict damaged(StreamException cause) {
    return switch (cause.kind()) {
      case DAMAGED, REFUSED ->
          new Verdict.NotPassed("a whole archive", "a damaged one", cause.message(), Facts.NONE);
      case CANCELLED, PROGRAM, TIMEOUT, NO_SPACE, CHANGED, UNREADABLE, UNWRITABLE ->
          throw StreamFailures.of(cause);
    };
  }
}
