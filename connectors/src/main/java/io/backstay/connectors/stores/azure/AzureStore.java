package io.backstay.connectors.stores.azure;

import io.backstay.connectors.stores.ObjectStore;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Prefix;
import io.backstay.spi.Tools;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A container, or the part of one below a prefix.
 *
 * @param name of the store
 * @param params where it is and how things are kept there
 */
record AzureStore(String name, AzureType.Params params) implements ObjectStore {

  @Override
  public String says() {
    return site() + prefix();
  }

  @Override
  public String site() {
    return server() + "/" + params.container() + "/";
  }

  /** Where the account is, without a slash at its end. */
  String server() {
    URI endpoint = params.endpoint();
    return endpoint == null
        ? "https://" + params.account() + ".blob.core.windows.net"
        : endpoint.toString().replaceAll("/+$", "");
  }

  @Override
  public @Nullable Prefix within() {
    return params.prefix();
  }

  @Override
  public void glance(Look look) {
    new AzureReader(this, look).glance();
  }

  @Override
  public Finding proveWrite(Look look) {
    return new AzureProof(this, look).finding();
  }

  @Override
  public Reader reader(Look look) {
    return new AzureReader(this, look);
  }

  @Override
  public Writer writer(Tools tools) {
    return new AzureWriter(this, tools);
  }
}
