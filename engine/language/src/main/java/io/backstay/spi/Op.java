package io.backstay.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing a step does. The set is closed: preview, diff, routes and drills all switch over it.
 * Ops are data; the behaviour belongs to the {@link Resource} an op is addressed to.
 */
public sealed interface Op {
  /**
   * Reads facts and changes nothing.
   *
   * @param on whom to ask
   * @param request what to ask
   * @param recordAs the name under which the manifest keeps the answer for {@code expect:
   *     recorded}; null keeps it with the step only
   */
  record Observe(Ref on, Request request, @Nullable String recordAs) implements Op {}

  /**
   * Makes a check; not passing fails the step or warns, by its severity.
   *
   * @param check what to check
   * @param in the store whose copy is looked at; null for the staged set, or what is about no set
   */
  record Check(CheckUse check, @Nullable StoreRef in) implements Op {}

  /**
   * Keeps something open around other ops. When what is held is lost before they end, the step
   * fails even if each of them succeeded.
   *
   * @param on whose thing it is
   * @param request what to hold
   * @param body what happens meanwhile; facts of the hold are visible to it
   */
  record Hold(Ref on, Request request, List<Op> body) implements Op {}

  /**
   * Does several things at the same time and waits for all.
   *
   * @param ops what to do
   */
  record Together(List<Op> ops) implements Op {}

  /**
   * Runs a program.
   *
   * @param command what to run
   * @param expect exit codes that mean success
   * @param capture keeps standard output, at most 64 KiB, as the fact {@code stdout}
   */
  record Run(Command command, Set<Integer> expect, boolean capture) implements Op {}

  /**
   * Moves bytes in one pass, with digests taken on the way.
   *
   * @param from where they come from
   * @param to where they go
   */
  record Stream(Producer from, Drain to) implements Op {}

  /**
   * Moves artifacts between the staged set and a store.
   *
   * @param what which way, and what
   */
  record Transfer(Movement what) implements Op {}

  /**
   * Changes the state of something.
   *
   * @param on what changes
   * @param verb how, so that effects can be shown and counted
   * @param request the details
   */
  record Change(Ref on, Verb verb, Request request) implements Op {}

  /**
   * Writes down, before the act, what has to be done if this run does not get further. Paid by
   * {@link Resource#pay}, newest first, after a failure, a signal or a crash.
   *
   * @param on whom to pay
   * @param action what is owed, in the resource's own words
   * @param facts names of facts of this step that paying needs; they are journaled with the debt
   * @param onlyIf the name of a boolean fact without which nothing is owed; null owes always
   * @param atEnd what happens to it when the run succeeds without having settled it
   * @param within how long it may be owed: after that it is paid although the run is not done, and
   *     the run fails; null for as long as the run takes
   */
  record Owe(
      Ref on,
      String action,
      List<String> facts,
      @Nullable String onlyIf,
      AtEnd atEnd,
      @Nullable Duration within)
      implements Op {
    /** Owed for as long as the run takes. */
    public Owe(Ref on, String action, List<String> facts, @Nullable String onlyIf, AtEnd atEnd) {
      this(on, action, facts, onlyIf, atEnd, null);
    }
  }

  /**
   * Declares a debt of this run paid or void; nothing happens when there is none.
   *
   * @param on whose debt
   * @param action the debt's action
   */
  record Settle(Ref on, String action) implements Op {}

  /**
   * Calls a named function: the exception, for work that fits none of the others.
   *
   * @param on whom to call
   * @param request what to do; its class is the function's name
   */
  record Call(Ref on, Request request) implements Op {}

  /** What a change is, for previews and for counting effects. */
  enum Verb {
    /** Something new exists afterwards. */
    CREATE,
    /** Something is gone afterwards. */
    DELETE,
    /** A service that was stopped runs. */
    START,
    /** A service is interrupted. */
    STOP,
    /** Something has another name, or another thing has its name. */
    RENAME,
    /** Content is replaced or added. */
    PUT
  }

  /** What becomes of an open debt when the run ends well. */
  enum AtEnd {
    /** It is paid then: a stopped service is started. */
    PAY,
    /** It is forgiven: what a failure would have undone is kept. */
    FORGIVE
  }

  /** Where bytes come from. */
  sealed interface Producer {
    /**
     * File trees as one tar archive with a root per source, named like the source.
     *
     * @param sources {@link TreeSource}s
     * @param whenChanging what to do about files that change while they are read
     * @param since id of the set whose files are left out where they have not changed; or null
     * @param unchanged what tells that a file has not changed
     */
    record Trees(
        List<Ref> sources, WhenChanging whenChanging, @Nullable String since, Unchanged unchanged)
        implements Producer {
      /** All of these trees. */
      public Trees(List<Ref> sources, WhenChanging whenChanging) {
        this(sources, whenChanging, null, Unchanged.STAT);
      }
    }

    /**
     * Whatever {@link Resource#produce} gives.
     *
     * @param on whom to ask
     * @param request what for
     */
    record From(Ref on, Request request) implements Producer {}

    /**
     * The plain content of an artifact of the set, its digest checked while it is read.
     *
     * @param name logical name or a pattern that must match one
     * @param dumpOf where it matches several, the dump is meant, and of several dumps the one of
     *     this source; null where it has to match one by itself
     */
    record Artifact(Artifacts name, @Nullable SourceRef dumpOf) implements Producer {
      /** One that its name alone has to tell. */
      public Artifact(Artifacts name) {
        this(name, null);
      }
    }
  }

  /** Where bytes go. */
  sealed interface Drain {
    /**
     * A new artifact of the set.
     *
     * @param name logical name
     * @param codec what the name's ending promises
     * @param digests algorithms beside sha256
     * @param sealing encrypts it in the same pass; null stores it as it is
     */
    record ToArtifact(String name, Codec codec, Set<String> digests, @Nullable Sealing sealing)
        implements Drain {
      /** One that is stored as it is. */
      public ToArtifact(String name, Codec codec, Set<String> digests) {
        this(name, codec, digests, null);
      }
    }

    /** Handed to {@link Resource#consume} of who takes it, which puts it beside what is there. */
    record Into(Ref on, Request request) implements Drain {}

    /**
     * An archive unpacked beside each target, to be swapped in later. Roots nobody takes are passed
     * over; for a target whose root the archive does not have, swapping it in changes nothing.
     *
     * @param targets root in the archive → {@link TreeSource}; a single entry with key {@code *}
     *     takes what the only root holds, or all roots as directories if there are several
     */
    record ToTrees(Map<String, Ref> targets) implements Drain {}
  }

  /** How an artifact is compressed. */
  enum Codec {
    /** As the producer gave it. */
    NONE,
    /** gzip, members written on all cores. */
    GZIP,
    /** Zstandard. */
    ZSTD
  }

  /** What to do about a file that changes while it is read. */
  enum WhenChanging {
    /** The step fails. */
    FAIL,
    /** It is read again, a few times. */
    RETRY,
    /** It is kept as it was read, and named in the facts. */
    RECORD
  }

  /** Ways of the set between staging and stores. */
  sealed interface Movement {
    /**
     * Publishes the staged set; its manifest goes last.
     *
     * @param store where to
     * @param artifacts which
     */
    record Publish(StoreRef store, List<Artifacts> artifacts) implements Movement {}

    /**
     * Brings artifacts of the chosen set to staging, digests checked on the way.
     *
     * @param artifacts which
     * @param verify whether archives and dumps are read to the end as well
     * @param unpackedNext archives and dumps that a step right after this one unpacks or loads
     *     beside what is there; that proves all of them as well, before anything is touched, and
     *     spares reading them twice
     * @param openers what opens encrypted artifacts, asked before what the plan's Backup says
     */
    record Fetch(
        List<Artifacts> artifacts,
        boolean verify,
        List<Artifacts> unpackedNext,
        List<Sealing> openers)
        implements Movement {
      /** Artifacts of which nothing is known but that they are wanted. */
      public Fetch(List<Artifacts> artifacts, boolean verify) {
        this(artifacts, verify, List.of(), List.of());
      }
    }

    /**
     * Encrypts staged artifacts; what was encrypted in the pass that made it is left alone.
     *
     * @param how in which way
     * @param artifacts which
     * @param inPass whether artifacts are encrypted in the pass that makes them, for previews
     */
    record Encrypt(Sealing how, List<Artifacts> artifacts, boolean inPass) implements Movement {}

    /**
     * Deletes what no retention rule keeps; which sets those are is decided, and journaled, when
     * the step starts.
     *
     * @param stores where
     */
    record Expire(List<StoreRef> stores) implements Movement {}

    /** Does what somebody has decided about a set that is in these stores. */
    record Decide(List<StoreRef> stores, String set, SetDecision decision) implements Movement {}

    /** Removes what is staged at this path, or all of it for null, because it did not pass. */
    record Discard(@Nullable Path path) implements Movement {}

    /** Chooses the set that is restored, in the middle of a run; what is staged is discarded. */
    record Choose() implements Movement {}
  }
}
