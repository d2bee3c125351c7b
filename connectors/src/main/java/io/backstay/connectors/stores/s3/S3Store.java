package io.backstay.connectors.stores.s3;

import io.backstay.connectors.stores.ObjectStore;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Prefix;
import io.backstay.spi.Tools;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A bucket, or the part of one below a prefix. Nothing of the SDK is loaded before it is looked at.
 *
 * @param name of the store
 * @param params where it is and how things are kept there
 */
record S3Store(String name, S3Type.Params params) implements ObjectStore {

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
    return "s3://%s/%s%s"
        .formatted(params.bucket(), beginning, endpoint == null ? "" : " at " + endpoint);
  }

  @Override
  public @Nullable Prefix within() {
    return params.prefix();
  }

  @Override
  public void glance(Look look) {
    new S3Reader(this, look).glance();
  }

  @Override
  public Finding proveWrite(Look look) {
    return new S3Proof(this, look).finding();
  }

  @Override
  public Reader reader(Look look) {
    return new S3Reader(this, look);
  }

  @Override
  public Writer writer(Tools tools) {
    return new S3Writer(this, tools);
  }
}
