package io.backstay.set;

import io.backstay.spi.Store;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A store of which a test changes one method. */
class Decorated implements Store.Writer {
  private final Store.Writer store;

  Decorated(Store.Writer store) {
    this.store = store;
  }

  @Override
  public List<Store.Stored> list(String prefix) {
    return store.list(prefix);
  }

  @Override
  public Optional<Store.Stored> stat(String key) {
    return store.stat(key);
  }

  @Override
  public InputStream open(String key) {
    return store.open(key);
  }

  @Override
  public Optional<Path> local(String key) {
    return store.local(key);
  }

  @Override
  public Optional<Store.Space> space() {
    return store.space();
  }

  @Override
  public void put(String key, Path file) {
    store.put(key, file);
  }

  @Override
  public void replace(String key, byte[] content) {
    store.replace(key, content);
  }

  @Override
  public void delete(String key) {
    store.delete(key);
  }
}
