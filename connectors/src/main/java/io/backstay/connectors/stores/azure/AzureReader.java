package io.backstay.connectors.stores.azure;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.connectors.stores.SteadyStream;
import io.backstay.connectors.stores.web.Answer;
import io.backstay.connectors.stores.web.Arriving;
import io.backstay.connectors.stores.web.Trouble;
import io.backstay.spi.Look;
import io.backstay.spi.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads a container. */
class AzureReader implements Store.Reader {
  private static final int PAGE = 5000;
  private static final int AT_ONCE = 8;

  final AzureStore store;
  final Trouble trouble;
  final Container container;

  AzureReader(AzureStore store, Look look) {
    this.store = store;
    this.trouble = new Trouble(refused -> Refusals.help(store, refused));
    this.container = new Container(store, look);
  }

  /** The name a key has in the container. */
  final String blob(String key) {
    KeyNames.of(key);
    return store.prefix() + key;
  }

  /** One request that shows whether the container is there and may be listed. */
  final void glance() {
    trouble.asked(
        "R722", "cannot list " + store.says(), () -> container.list(store.prefix(), "", 1));
  }

  @Override
  public final List<Store.Stored> list(String prefix) {
    List<Store.Stored> found = new ArrayList<>();
    String next = "";
    do {
      Listing page = page(prefix, next);
      page.blobs().forEach(blob -> add(blob, found));
      next = page.next();
    } while (!next.isEmpty());
    found.sort(Comparator.comparing(Store.Stored::key));
    return List.copyOf(found);
  }

  private Listing page(String prefix, String from) {
    return trouble.asked(
        "R722",
        "cannot list all of " + store.says(),
        () -> container.list(store.prefix() + prefix, from, PAGE));
  }

  /** What others have put there under a name that is no key is theirs. */
  private void add(Listing.Blob blob, List<Store.Stored> found) {
    String key = blob.name().substring(store.prefix().length());
    if (KeyNames.isKey(key)) {
      found.add(new Store.Stored(key, blob.bytes()));
    }
  }

  @Override
  public final Optional<Store.Stored> stat(String key) {
    return find(key).map(found -> new Store.Stored(key, found.length()));
  }

  /** What the server tells about a blob. */
  final Optional<Answer> find(String key) {
    String blob = blob(key);
    return trouble.asked(
        "R720", "cannot look at `" + key + "` in " + store.says(), () -> container.find(blob));
  }

  @Override
  public final InputStream open(String key) {
    String blob = blob(key);
    return trouble.asked(
        "R720", "cannot read `" + key + "` of " + store.says(), () -> stream(blob));
  }

  private InputStream stream(String blob) throws IOException {
    Answer first = container.content(blob);
    String tag = first.header("ETag").orElse(null);
    if (first.length() < 0 || tag == null) {
      first.close();
      throw new IOException("the server does not say what it sends");
    }
    return new SteadyStream(
        first.length(), new Arriving(first), at -> Arriving.rest(container.content(blob, at, tag)));
  }

  @Override
  public final int atOnce() {
    return AT_ONCE;
  }

  @Override
  public final Optional<Path> local(String key) {
    return Optional.empty();
  }

  @Override
  public final Optional<Store.Space> space() {
    return Optional.empty();
  }
}
