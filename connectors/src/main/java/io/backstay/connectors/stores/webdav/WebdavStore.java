package io.backstay.connectors.stores.webdav;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.connectors.stores.ObjectStore;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Prefix;
import io.backstay.spi.Tools;
import org.jspecify.annotations.Nullable;

/**
 * A collection, or the part of one below a prefix.
 *
 * @param name of the store
 * @param params where it is
 */
record WebdavStore(String name, WebdavType.Params params) implements ObjectStore {

  /** The path of a key below the collection. */
  String path(String key) {
    KeyNames.of(key);
    return prefix() + key;
  }

  @Override
  public String says() {
    return site() + prefix();
  }

  @Override
  public String site() {
    return params.url().toASCIIString().replaceAll("/+$", "") + "/";
  }

  @Override
  public @Nullable Prefix within() {
    return params.prefix();
  }

  @Override
  public void glance(Look look) {
    new WebdavReader(this, look).glance();
  }

  @Override
  public Finding proveWrite(Look look) {
    return new WebdavProof(this, look).finding();
  }

  @Override
  public Reader reader(Look look) {
    return new WebdavReader(this, look);
  }

  @Override
  public Writer writer(Tools tools) {
    return new WebdavWriter(this, tools);
  }
}
