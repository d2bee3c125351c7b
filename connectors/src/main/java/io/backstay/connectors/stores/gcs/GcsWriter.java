package io.backstay.connectors.stores.gcs;

import io.backstay.connectors.stores.Slice;
import io.backstay.connectors.stores.web.RefusedException;
import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes a bucket. An object is there when the server has said so, and all of it. */
final class GcsWriter extends GcsReader implements Store.Writer {
  private static final Map<String, String> LINK = Map.of("backstay", "link");

  private final Tools tools;

  GcsWriter(GcsStore store, Tools tools) {
    super(store, tools);
    this.tools = tools;
  }

  /** How objects of a name are sent; our own records are read at every run. */
  private Upload upload(String object) {
    boolean record = object.startsWith(store.prefix() + ".backstay/");
    return new Upload(
        bucket, object, record ? null : store.params().storageClass(), tools::cancelled);
  }

  @Override
  public void put(String key, Path file) {
    String object = object(key);
    if (stat(key).isPresent()) {
      throw exists(key);
    }
    Sum sum = sum(file);
    try {
      upload(object).file(file, sum);
    } catch (IOException e) {
      boolean there =
          e instanceof RefusedException refused && refused.status() == Refusals.PRECONDITION_FAILED;
      throw there
          ? exists(key)
          : trouble.failure("R724", "cannot store `" + key + "` in " + store.says(), e);
    }
  }

  private Sum sum(Path file) {
    try (InputStream in = new Slice(file, 0, Files.size(file)).open(tools::cancelled)) {
      return Sum.of(in);
    } catch (IOException e) {
      throw Failure.of("R724", "cannot read `" + file + "` to store it: " + e.getMessage())
          .because(e);
    }
  }

  private Failure exists(String key) {
    return Failure.of("R721", store.says() + " already has `" + key + "`");
  }

  @Override
  public void replace(String key, byte[] content) {
    replace(key, content, Map.of());
  }

  private void replace(String key, byte[] content, Map<String, String> metadata) {
    String object = object(key);
    trouble.asked(
        "R724",
        "cannot store `" + key + "` in " + store.says(),
        () -> upload(object).replacing(content, metadata));
  }

  @Override
  public void delete(String key) {
    String object = object(key);
    trouble.asked(
        "R725",
        "cannot delete `" + key + "` of " + store.says(),
        () -> {
          bucket.delete(object, null);
          return object;
        });
  }

  /** A link is an object that says so, and holds the key it leads to. */
  @Override
  public void link(String name, String key) {
    object(key);
    find(name)
        .filter(there -> !"link".equals(there.path("metadata").path("backstay").asText()))
        .ifPresent(
            taken -> {
              throw Failure.of("R726", "`" + name + "` in " + store.says() + " is no link of ours")
                  .help("move it away, or give `latest` another name");
            });
    replace(name, key.getBytes(StandardCharsets.UTF_8), LINK);
  }
}
