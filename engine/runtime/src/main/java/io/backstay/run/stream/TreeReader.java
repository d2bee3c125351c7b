package io.backstay.run.stream;

import io.backstay.run.stream.Archive.Tree;
import io.backstay.run.stream.Archive.WhenChanging;
import io.backstay.run.stream.Slot.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tree ahead of whoever writes it down. A walker puts a slot for each entry into batches,
 * and those into a bounded queue; a few readers fill the slots of files; the drain takes slots in
 * order. Readers start in the same order, so the first batch always has a reader and nobody waits
 * for ever.
 */
final class TreeReader {
  private static final int WINDOW = 6;

  /** Enough to hide a disk's latency for small files. */
  private static final int READERS = 4;

  private final Tree tree;
  private final WhenChanging whenChanging;
  private final ReportNotes notes;
  private final BaseMembers base;
  private final FileMemory memory;
  private final Owners owners = new Owners();
  private final HardLinks hardLinks = new HardLinks();
  private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(WINDOW);
  private final BlockingQueue<Batch> work = new LinkedBlockingQueue<>();

  /** A reader that leaves out what the base has, and reads nothing that nobody has touched. */
  TreeReader(
      Tree tree,
      WhenChanging whenChanging,
      ReportNotes notes,
      BaseMembers base,
      FileMemory memory) {
    this.tree = tree;
    this.whenChanging = whenChanging;
    this.notes = notes;
    this.base = base;
    this.memory = memory;
  }

  /** Takes slots in the order of the archive. */
  interface Drain {
    void accept(Slot slot) throws IOException, InterruptedException;
  }

  /** Reads the whole tree; returns when the drain has got everything. */
  void read(Drain drain) throws IOException {
    try (Crew crew = new Crew("read " + tree.directory())) {
      crew.start("walk", this::walk);
      for (int i = 0; i < READERS; i++) {
        crew.start("file", this::readFiles);
      }
      crew.start("archive", () -> drainAll(drain));
      crew.await(() -> false, () -> {});
    }
  }

  private void walk() throws IOException, InterruptedException {
    Enqueue enqueue = new Enqueue();
    new TreeWalk(tree, owners, enqueue).run();
    enqueue.flush();
    batches.put(Batch.END);
    for (int i = 0; i < READERS; i++) {
      work.put(Batch.END);
    }
  }

  private void readFiles() throws IOException, InterruptedException {
    FileReading reading = new FileReading(whenChanging, owners, base, memory);
    for (Batch batch = work.take(); batch != Batch.END; batch = work.take()) {
      for (Slot slot : batch.slots()) {
        if (slot instanceof Reading file) {
          reading.read(file);
        }
      }
      batch.ready();
    }
  }

  private void drainAll(Drain drain) throws IOException, InterruptedException {
    for (Batch batch = batches.take(); batch != Batch.END; batch = batches.take()) {
      batch.await();
      for (Slot slot : batch.slots()) {
        drain.accept(slot);
      }
    }
  }

  private final class Enqueue implements TreeWalk.Visitor {
    private Batch batch = new Batch();

    @Override
    public void file(OpenDirectory directory, Path name, Stat stat, Member member)
        throws InterruptedException {
      @Nullable String first = hardLinks.first(stat, member.name());
      if (first != null) {
        add(new Slot.Ready(member.asLinkTo(first)));
        return;
      }
      add(new Reading(directory.retain(), name, stat, member, new Parts(batch::ready)));
    }

    @Override
    public void other(Member member) throws InterruptedException {
      add(new Slot.Ready(member));
    }

    private void add(Slot slot) throws InterruptedException {
      batch.add(slot);
      if (batch.isFull()) {
        flush();
      }
    }

    /** Hands over what there is. */
    void flush() throws InterruptedException {
      Batch full = batch;
      batch = new Batch();
      if (!full.isEmpty()) {
        batches.put(full);
        work.put(full);
      }
    }

    @Override
    public void socket(String name) {
      notes.socket(name);
    }

    @Override
    public void vanished(String name) throws IOException {
      notes.vanished(name, whenChanging);
    }
  }
}
