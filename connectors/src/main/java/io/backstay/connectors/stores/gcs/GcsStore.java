package io.backstay.connectors.stores.gcs;

import io.backstay.connectors.stores.ObjectStore;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Prefix;
import io.backstay.spi.Tools;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A bucket, or the part of one below a prefix.
 *
 * @param name of the store
 * @param params where it is and how things are kept there
 */
record GcsStore(String name, GcsType.Params params) implements ObjectStore {

  @Override
  public String says() {
    return says(prefix());
  }

  @Override
  public String site() {
    return says("");
  }

  private String says(String beginning) {
    URI endpoint = params.endpoint();
    return "gs://%s/%s%s"
        .formatted(params.bucket(), beginning, endpoint == null ? "" : " at " + endpoint);
  }

  @Override
  public @Nullable Prefix within() {
    return params.prefix();
  }

  @Override
  public void glance(Look look) {
    new GcsReader(this, look).glance();
  }

  @Override
  public Finding proveWrite(Look look) {
    return new GcsProof(this, look).finding();
  }

  @Override
  public Reader reader(Look look) {
    return new GcsReader(this, look);
  }

  @Override
  public Writer writer(Tools tools) {
    return new GcsWriter(this, tools);
  }
}
