package io.backstay.connectors.stores.azure;

import io.backstay.connectors.stores.Slice;
import io.backstay.connectors.stores.web.RefusedException;
import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes a container. A blob is there when the server has said so, and all of it. */
final class AzureWriter extends AzureReader implements Store.Writer {
  private static final String ABOUT = "backstay";
  private static final String LINK = "link";

  private final Tools tools;

  AzureWriter(AzureStore store, Tools tools) {
    super(store, tools);
    this.tools = tools;
  }

  /** How blobs of a name are sent; our own records are read at every run. */
  private Upload upload(String blob) {
    boolean record = blob.startsWith(store.prefix() + ".backstay/");
    return new Upload(
        container, blob, record ? null : store.params().accessTier(), tools::cancelled);
  }

  @Override
  public void put(String key, Path file) {
    String blob = blob(key);
    if (stat(key).isPresent()) {
      throw exists(key);
    }
    Slice all = all(file);
    String md5 = md5(all);
    try {
      upload(blob).file(all, md5);
    } catch (IOException e) {
      throw e instanceof RefusedException refused && Refusals.isThere(refused)
          ? exists(key)
          : trouble.failure("R724", "cannot store `" + key + "` in " + store.says(), e);
    }
  }

  private static Slice all(Path file) {
    try {
      return new Slice(file, 0, Files.size(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private String md5(Slice all) {
    try {
      return Upload.md5(all, tools::cancelled);
    } catch (IOException e) {
      throw unreadable(all.file(), e);
    }
  }

  private static Failure unreadable(Path file, IOException e) {
    return Failure.of("R724", "cannot read `" + file + "` to store it: " + e.getMessage())
        .because(e);
  }

  private Failure exists(String key) {
    return Failure.of("R721", store.says() + " already has `" + key + "`");
  }

  @Override
  public void replace(String key, byte[] content) {
    replace(key, content, Map.of());
  }

  private void replace(String key, byte[] content, Map<String, String> metadata) {
    String blob = blob(key);
    trouble.asked(
        "R724",
        "cannot store `" + key + "` in " + store.says(),
        () -> {
          upload(blob).replacing(content, metadata);
          return blob;
        });
  }

  @Override
  public void delete(String key) {
    String blob = blob(key);
    trouble.asked(
        "R725",
        "cannot delete `" + key + "` of " + store.says(),
        () -> {
          container.delete(blob);
          return blob;
        });
  }

  /** A link is a blob that says so, and holds the key it leads to. */
  @Override
  public void link(String name, String key) {
    blob(key);
    find(name)
        .filter(there -> !LINK.equals(there.header("x-ms-meta-" + ABOUT).orElse("")))
        .ifPresent(
            taken -> {
              throw Failure.of("R726", "`" + name + "` in " + store.says() + " is no link of ours")
                  .help("move it away, or give `latest` another name");
            });
    replace(name, key.getBytes(StandardCharsets.UTF_8), Map.of(ABOUT, LINK));
  }
}
