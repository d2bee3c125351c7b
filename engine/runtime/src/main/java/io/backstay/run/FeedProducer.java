package io.backstay.run;

import io.backstay.run.stream.BlockOutput;
import io.backstay.run.stream.Producer;
import io.backstay.spi.Facts;
import io.backstay.spi.Feed;
import java.io.IOException;

/** What a resource gives: complete when the feed says so, not when its bytes end. */
final class FeedProducer implements Producer {
  private final Feed feed;
  private volatile Facts facts = Facts.NONE;

  FeedProducer(Feed feed) {
    this.feed = feed;
  }

  @Override
  public void produce(BlockOutput output) throws IOException, InterruptedException {
    Producer.of(feed.bytes()).produce(output);
    facts = feed.finish();
  }

  /** What was learnt on the way. */
  Facts facts() {
    return facts;
  }

  @Override
  public void abort() {
    feed.close();
  }
}
