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
      return new Verdict.NotPassed("a whole archive", "a damaged one", e.message(), Facts.NONE);
    } catch (IOException e) {
      throw StreamFailures.of(e);
    }
  }
}
