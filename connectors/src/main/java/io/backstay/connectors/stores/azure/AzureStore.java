package io.backstay.connectors.stores.azure;

import io.backstay.connectors.stores.BucketWords;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Prefix;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import io.backstay.spi.Tools;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A container, or the part of one below a prefix.
 *
 * @param name of the store
 * @param params where it is and how things are kept there
 */
record AzureStore(String name, AzureType.Params params) implements Store {

  @Override
  public Ref ref() {
    return new Ref(Ref.Kind.STORE, name);
  }

  @Override
  public String says() {
    return server() + "/" + params.container() + "/" + prefix();
  }

  /** Where the account is, without a slash at its end. */
  String server() {
    URI endpoint = params.endpoint();
    return endpoint == null
        ? "https://" + params.account() + ".blob.core.windows.net"
        : endpoint.toString().replaceAll("/+$", "");
  }

  /** What the names of all blobs begin with: nothing, or something that ends with a slash. */
  String prefix() {
    return BucketWords.beginning(params.prefix());
  }

  @Override
  public String below() {
    Prefix prefix = params.prefix();
    return prefix == null ? "" : prefix.below();
  }

  /** Plans that keep sets in the same place exclude each other, by whatever name they call it. */
  @Override
  public List<String> alsoKnownAs() {
    return List.of(says());
  }

  @Override
  public List<Finding> probe(Look look) {
    try {
      new AzureReader(this, look).glance();
      return List.of(Finding.ok(says() + " answers and can be listed"));
    } catch (Failure failure) {
      String help = failure.help();
      return List.of(
          Finding.fail(
              failure.message(), help == null ? "See that the container can be reached." : help));
    }
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

  @Override
  public Optional<Path> staging() {
    return Optional.empty();
  }

  @Override
  public boolean offHost() {
    return true;
  }
}
