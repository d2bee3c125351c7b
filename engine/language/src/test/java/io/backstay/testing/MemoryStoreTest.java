package io.backstay.testing;

import io.backstay.spi.Store;
import java.nio.file.Path;

class MemoryStoreTest extends StoreContract {
  @Override
  protected Store emptyStore(Path near) {
    return new MemoryStore("memory");
  }
}
