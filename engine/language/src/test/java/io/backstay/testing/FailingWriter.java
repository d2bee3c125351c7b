package io.backstay.testing;

import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A store that breaks at its Nth call: once, so that what comes after can clean up, or from then
 * on, as after a crash or a lost network.
 */
public final class FailingWriter implements Store.Writer {
  private final Store.Writer store;
  private final int failing;
  private final boolean forGood;
  private final boolean afterwards;
  private int calls;

  private FailingWriter(Store.Writer store, int failing, boolean forGood, boolean afterwards) {
    this.store = store;
    this.failing = failing;
    this.forGood = forGood;
    this.afterwards = afterwards;
  }

  /** The Nth call, counted from 1, fails and does nothing. */
  public static FailingWriter once(Store.Writer store, int nth) {
    return new FailingWriter(store, nth, false, false);
  }

  /** The Nth call does its work and then fails, as when the answer is lost. */
  public static FailingWriter onceAfterwards(Store.Writer store, int nth) {
    return new FailingWriter(store, nth, false, true);
  }

  /** The Nth call and all after it fail: what a crash at that point leaves behind. */
  public static FailingWriter crash(Store.Writer store, int nth) {
    return new FailingWriter(store, nth, true, false);
  }

  /** How many calls there were, reads included. */
  public int calls() {
    return calls;
  }

  /** Whether the call that fails was reached. */
  public boolean reached() {
    return calls >= failing;
  }

  private void before() {
    calls++;
    if (!afterwards && (calls == failing || (forGood && calls > failing))) {
      throw Failure.of("R799", "call " + calls + " fails");
    }
  }

  private void after() {
    if (afterwards && calls == failing) {
      throw Failure.of("R799", "the answer to call " + calls + " is lost");
    }
  }

  @Override
  public List<Store.Stored> list(String prefix) {
    before();
    return store.list(prefix);
  }

  @Override
  public Optional<Store.Stored> stat(String key) {
    before();
    return store.stat(key);
  }

  @Override
  public InputStream open(String key) {
    before();
    return store.open(key);
  }

  @Override
  public Optional<Path> local(String key) {
    return store.local(key);
  }

  @Override
  public Optional<Store.Space> space() {
    before();
    return store.space();
  }

  @Override
  public void put(String key, Path file) {
    before();
    store.put(key, file);
    after();
  }

  @Override
  public void replace(String key, byte[] content) {
    before();
    store.replace(key, content);
    after();
  }

  @Override
  public void delete(String key) {
    before();
    store.delete(key);
    after();
  }

  @Override
  public void link(String name, String key) {
    before();
    store.link(name, key);
    after();
  }
}
