package io.backstay.run;

import io.backstay.run.stream.Archive;
import io.backstay.run.stream.BlockOutput;
import io.backstay.run.stream.Producer;
import io.backstay.run.stream.TarWriter;
import io.backstay.run.stream.Totals;
import io.backstay.spi.Facts;
import io.backstay.spi.Feed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A tree that somebody gives as an archive, complete when the feed says so as well. */
final class ArchiveOfFeed implements Producer {
  private final Feed feed;
  private final TarWriter writer;
  private volatile Facts learnt = Facts.NONE;

  /**
   * An archive.
   *
   * @param root what everything in it stands under
   * @param inventory where the list of its members goes
   */
  ArchiveOfFeed(String root, Feed feed, Path inventory) throws IOException {
    this.feed = feed;
    this.writer =
        new TarWriter(
            new Archive(
                List.of(new Archive.Tarred(root, feed.bytes())),
                Archive.WhenChanging.FAIL,
                inventory));
  }

  @Override
  public void produce(BlockOutput output) throws IOException, InterruptedException {
    writer.produce(output);
    learnt = feed.finish();
  }

  @Override
  public boolean listed() {
    return writer.listed();
  }

  @Override
  public void stored() throws IOException {
    writer.stored();
  }

  @Override
  public void abort() {
    feed.close();
    writer.abort();
  }

  @Override
  public void failed() {
    writer.failed();
  }

  /** How many members its list has; only when it is written. */
  long members() {
    return writer.report().totals().members();
  }

  /** What was learnt on the way; only when it is written. */
  Facts facts() {
    Totals totals = writer.report().totals();
    return learnt.and(new Facts(Map.of("files", totals.files(), "content-bytes", totals.bytes())));
  }
}
