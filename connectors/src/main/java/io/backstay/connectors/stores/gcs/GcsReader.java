package io.backstay.connectors.stores.gcs;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Reads a bucket. */
class GcsReader implements Store.Reader {
  private static final int PAGE = 1000;
  private static final int AT_ONCE = 8;

  final GcsStore store;
  final Trouble trouble;
  final Bucket bucket;

  GcsReader(GcsStore store, Look look) {
    this.store = store;
    this.trouble = new Trouble(refused -> Refusals.help(store, refused));
    this.bucket = new Bucket(store, look);
  }

  /** The name a key has in the bucket. */
  final String object(String key) {
    KeyNames.of(key);
    return store.prefix() + key;
  }

  /** One request that shows whether the bucket is there and may be listed. */
  final void glance() {
    trouble.asked("R722", "cannot list " + store.says(), () -> bucket.list(store.prefix(), "", 1));
  }

  @Override
  public final List<Store.Stored> list(String prefix) {
    List<Store.Stored> found = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = page(prefix, next);
      page.path("items").forEach(object -> add(object, found));
      next = page.path("nextPageToken").asText("");
    } while (!next.isEmpty());
    found.sort(Comparator.comparing(Store.Stored::key));
    return List.copyOf(found);
  }

  private JsonNode page(String prefix, String from) {
    return trouble.asked(
        "R722",
        "cannot list all of " + store.says(),
        () -> bucket.list(store.prefix() + prefix, from, PAGE));
  }

  /** What others have put there under a name that is no key is theirs. */
  private void add(JsonNode object, List<Store.Stored> found) {
    String key = object.path("name").asText().substring(store.prefix().length());
    if (KeyNames.isKey(key)) {
      found.add(new Store.Stored(key, object.path("size").asLong()));
    }
  }

  @Override
  public final Optional<Store.Stored> stat(String key) {
    return find(key).map(found -> new Store.Stored(key, found.path("size").asLong()));
  }

  /** What the server tells about an object. */
  final Optional<JsonNode> find(String key) {
    String object = object(key);
    return trouble.asked(
        "R720", "cannot look at `" + key + "` in " + store.says(), () -> bucket.find(object));
  }

  @Override
  public final InputStream open(String key) {
    String object = object(key);
    return trouble.asked(
        "R720", "cannot read `" + key + "` of " + store.says(), () -> stream(object));
  }

  private InputStream stream(String object) throws IOException {
    Answer first = bucket.content(object, 0, null);
    String generation = first.header("x-goog-generation").orElse(null);
    if (first.length() < 0 || generation == null) {
      first.close();
      throw new IOException("the server does not say what it sends");
    }
    return new SteadyStream(
        first.length(),
        new Arriving(first),
        at -> Arriving.rest(bucket.content(object, at, generation)));
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
