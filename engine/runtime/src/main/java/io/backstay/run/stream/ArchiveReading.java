package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Reads an archive once for several who look at it, each on a thread of its own and each parsing
 * for itself: what is unpacked and what is proven comes from the same bytes.
 */
final class ArchiveReading {
  private static final int AHEAD = 16;

  private final StoredFile archive;
  private final LongConsumer progress;
  private final List<Look> looks = new ArrayList<>();

  ArchiveReading(StoredFile archive, LongConsumer progress) {
    this.archive = archive;
    this.progress = progress;
  }

  private record Look(String name, TarHandler handler, BlockingQueue<SharedBlock> queue) {}

  /** Adds somebody who looks. */
  void add(String name, TarHandler handler) {
    looks.add(new Look(name, handler, new ArrayBlockingQueue<>(AHEAD)));
  }

  /**
   * Reads to both end blocks and to the proven end of the stored file.
   *
   * @throws IOException the first failure of anybody
   */
  void run(BooleanSupplier cancelled) throws IOException {
    try (Crew crew = new Crew("read " + archive.file().getFileName())) {
      crew.start("decode", this::decode);
      for (Look look : looks) {
        crew.start(look.name(), () -> parse(look));
      }
      crew.await(cancelled, () -> {});
    }
  }

  private void decode() throws IOException, InterruptedException {
    long total = 0;
    try (Decoder decoder = archive.decoder()) {
      ByteBuffer block = Blocks.take();
      while (decoder.read(block)) {
        total += block.position();
        hand(block.flip());
        progress.accept(total);
        block = Blocks.take();
      }
      Blocks.give(block);
    }
    for (Look look : looks) {
      look.queue().put(SharedBlock.END);
    }
  }

  private void hand(ByteBuffer block) throws InterruptedException {
    SharedBlock shared = new SharedBlock(block, looks.size());
    for (Look look : looks) {
      look.queue().put(shared);
    }
  }

  private static void parse(Look look) throws IOException, InterruptedException {
    TarParser parser = new TarParser(look.handler());
    SharedBlock block = look.queue().take();
    while (block != SharedBlock.END) {
      parser.feed(block.bytes());
      block.release();
      block = look.queue().take();
    }
    parser.finish();
  }
}
