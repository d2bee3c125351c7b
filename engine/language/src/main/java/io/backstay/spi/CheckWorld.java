package io.backstay.spi;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a check may look at. */
public interface CheckWorld extends Look {
  /** The artifacts of the set the check is about, in order of their logical names. */
  List<Artifact> artifacts();

  /**
   * The plain (decrypted, decompressed) content of an artifact. Reading it to the end also proves
   * the stored bytes: a digest that differs from the manifest's fails the read.
   */
  InputStream plain(Artifact artifact);

  /** The stored bytes of an artifact, unchecked. */
  InputStream stored(Artifact artifact);

  /**
   * Whether another check of this step has just read the stored bytes of an artifact to their end,
   * and they were the manifest's.
   */
  default boolean proven(Artifact artifact) {
    return false;
  }

  /** Reads an archive to both end blocks and compares it, member by member, with its inventory. */
  Verdict readArchive(Artifact artifact);

  /** Whether the set is one this run restores; otherwise it is one it makes, or nothing yet. */
  default boolean restored() {
    return false;
  }

  /** Asks a declared thing; nothing changes. */
  Facts observe(Ref on, Request request);

  /** A fact the backup recorded about a source: {@code recorded("db", "row-counts")}. */
  Optional<Object> recorded(String source, String fact);

  /** The source whose log is archived between two runs; empty when the plan has none. */
  default Optional<Ref> logged() {
    return Optional.empty();
  }

  /** The declared source, service or store. */
  Resource resource(Ref ref);

  /** Earlier sets of this plan, newest first; empty without history. */
  default List<Earlier> earlier() {
    return List.of();
  }

  /**
   * A set that was made before.
   *
   * @param id its id
   * @param startedAt when its run started
   * @param type backup type
   * @param bytes its size
   * @param usable whether a restore may take it
   */
  record Earlier(String id, Instant startedAt, String type, long bytes, boolean usable) {}

  /** Runs of this plan that have ended, newest first; empty without history. */
  default List<Ended> runs() {
    return List.of();
  }

  /**
   * A run that has ended.
   *
   * @param id its id
   * @param startedAt when it started
   * @param state how it ended, as it is printed
   * @param succeeded whether that is a success
   */
  record Ended(String id, Instant startedAt, String state, boolean succeeded) {}

  /**
   * How the drills that restore sets of this plan stand, each by the last one that has ended; empty
   * where nobody looks for them.
   */
  default Optional<List<Drilled>> drills() {
    return Optional.empty();
  }

  /**
   * A drill that has ended.
   *
   * @param drill its name
   * @param id of its run
   * @param at when it was
   * @param verdict how it ended, as it is printed
   * @param passed whether it proved what it should, and its report is as it was written
   */
  record Drilled(String drill, String id, Instant at, String verdict, boolean passed) {}

  /** Sizes in bytes of earlier sets of this plan and type, newest first; empty without history. */
  List<Long> earlierSizes();

  /**
   * An artifact as the manifest describes it.
   *
   * @param name logical name
   * @param bytes stored size
   * @param sha256 of the stored bytes, in hexadecimal
   * @param kind {@code dump}, {@code archive} or {@code file}
   * @param source the source it came from; empty when there are several
   * @param facts what was learnt when it was made
   */
  record Artifact(
      String name, long bytes, String sha256, String kind, String source, Facts facts) {}
}
