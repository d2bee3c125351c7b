package io.backstay.run.stream;

import io.backstay.run.stream.Archive.Tarred;
import io.backstay.run.stream.Archive.Tree;
import io.backstay.run.stream.Slot.Part;
import io.backstay.run.stream.Slot.Reading;
import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Produces a tar archive of one or more trees, and its inventory beside it. Headers are POSIX
 * (ustar with extended records), content goes from the read buffer into the pipeline as it is.
 */
public final class TarWriter implements Producer {
  private static final int END = 2 * TarHeader.RECORD;

  private final Archive archive;
  private final ReportNotes notes = new ReportNotes();
  private final Set<String> gone = new HashSet<>();
  private final List<FileMemory> memories = new CopyOnWriteArrayList<>();
  private @Nullable InventoryWriter inventory;
  private @Nullable ArchiveReport report;

  /** A producer for one archive; to be used once. */
  public TarWriter(Archive archive) {
    this.archive = archive;
  }

  /** What went in; only after the pipeline has ended well. */
  public ArchiveReport report() {
    if (report == null) {
      throw new IllegalStateException("the archive is not finished");
    }
    return report;
  }

  @Override
  public void produce(BlockOutput output) throws IOException, InterruptedException {
    try (BaseMembers base = BaseMembers.of(archive.base())) {
      produce(output, base, open(base));
    }
  }

  private void produce(BlockOutput output, BaseMembers base, InventoryWriter lines)
      throws IOException, InterruptedException {
    Map<String, Totals> roots = new LinkedHashMap<>();
    for (Archive.Root root : archive.roots()) {
      Totals before = lines.totals().plus(lines.left());
      switch (root) {
        case Tree tree ->
            new TreeReader(tree, archive.whenChanging(), notes, base, memory(tree, base))
                .read(slot -> write(slot, output, lines));
        case Tarred tarred -> new TarCopy(tarred, output, lines).run();
      }
      roots.put(root.name(), lines.totals().plus(lines.left()).minus(before));
    }
    lines.depart(roots.keySet());
    output.write(ByteBuffer.allocate(END));
    lines.finish();
    long unread = memories.stream().mapToLong(FileMemory::spared).sum();
    report = notes.report(lines.totals(), lines.left(), unread, lines.gone(), roots);
  }

  private FileMemory memory(Tree tree, BaseMembers base) throws IOException {
    FileMemory memory = FileMemory.of(tree);
    memories.add(memory);
    if (archive.base() != null) {
      memory.recall(base);
    }
    return memory;
  }

  private synchronized InventoryWriter open(BaseMembers base) throws IOException {
    Departed departed = new Departed(archive.base(), base);
    InventoryWriter opened = InventoryWriter.create(archive.inventory(), departed);
    inventory = opened;
    return opened;
  }

  private void write(Slot slot, BlockOutput output, InventoryWriter lines)
      throws IOException, InterruptedException {
    switch (slot) {
      case Slot.Ready ready -> whole(ready.member(), output, lines);
      case Reading reading -> content(reading, output, lines);
    }
  }

  private void whole(Member member, BlockOutput output, InventoryWriter lines)
      throws IOException, InterruptedException {
    if (member.type() == Member.Type.HARDLINK && gone.contains(member.target())) {
      throw StreamException.of(
          Kind.CHANGED,
          RawName.shown(member.target())
              + " was removed while the tree was read, and another name of it was not");
    }
    output.write(ByteBuffer.wrap(TarHeader.of(member)));
    lines.add(member);
  }

  private void content(Reading slot, BlockOutput output, InventoryWriter lines)
      throws IOException, InterruptedException {
    switch (slot.parts().take()) {
      case Part.Head head -> content(head.member(), slot, output, lines);
      case Part.Left left -> lines.leave(left.member());
      default -> {
        notes.vanished(slot.member().name(), archive.whenChanging());
        if (slot.stat().links() > 1) {
          gone.add(slot.member().name());
        }
      }
    }
  }

  private void content(Member member, Reading slot, BlockOutput output, InventoryWriter lines)
      throws IOException, InterruptedException {
    output.write(ByteBuffer.wrap(TarHeader.of(member)));
    Part part = slot.parts().take();
    while (part instanceof Part.Body body) {
      output.pass(body.block());
      part = slot.parts().take();
    }
    output.write(ByteBuffer.allocate(TarHeader.padding(member.size())));
    if (!(part instanceof Part.Tail tail)) {
      throw new IllegalStateException("a file's content has no end");
    }
    if (tail.changed()) {
      notes.changed(member.name());
    }
    lines.add(member.withDigest(tail.sha256(), tail.changed()));
  }

  @Override
  public boolean listed() {
    return true;
  }

  @Override
  public void stored() throws IOException {
    InventoryWriter finished = inventory();
    if (finished != null) {
      finished.publish();
    }
    memories.forEach(FileMemory::publish);
  }

  @Override
  public void abort() {
    for (Archive.Root root : archive.roots()) {
      if (root instanceof Tarred tarred) {
        Closing.quietly(tarred.tar());
      }
    }
  }

  @Override
  public void failed() {
    InventoryWriter begun = inventory();
    if (begun != null) {
      begun.withdraw();
    }
    memories.forEach(FileMemory::withdraw);
  }

  private synchronized @Nullable InventoryWriter inventory() {
    return inventory;
  }
}
