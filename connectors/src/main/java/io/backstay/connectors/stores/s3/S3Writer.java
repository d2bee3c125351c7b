package io.backstay.connectors.stores.s3;

import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Writes a bucket. An object is there when the server has said so, and all of it. */
final class S3Writer extends S3Reader implements Store.Writer {
  private static final int PRECONDITION_FAILED = 412;
  private static final Map<String, String> LINK = Map.of("backstay", "link");

  private final Tools tools;
  private final Keeping keeping;
  private final Unfinished unfinished;
  private final AtomicBoolean versionsTold = new AtomicBoolean();

  S3Writer(S3Store store, Tools tools) {
    super(store, tools);
    this.tools = tools;
    this.keeping = Keeping.in(store);
    this.unfinished = new Unfinished(client, bucket, tools::log);
  }

  @Override
  public void put(String key, Path file) {
    String object = object(key);
    if (stat(key).isPresent()) {
      throw exists(key);
    }
    try {
      if (new Upload(client, keeping, object, tools::cancelled).send(file)) {
        unfinished.collect(object);
      }
    } catch (S3Exception e) {
      throw e.statusCode() == PRECONDITION_FAILED ? exists(key) : unstored(key, e);
    } catch (SdkException | UncheckedIOException e) {
      throw unstored(key, e);
    } catch (IOException e) {
      throw Failure.of("R724", "cannot read `" + file + "` to store it: " + e.getMessage())
          .because(e);
    }
  }

  private Failure exists(String key) {
    return Failure.of("R721", store.says() + " already has `" + key + "`");
  }

  private Failure unstored(String key, RuntimeException e) {
    return trouble.failure("R724", "cannot store `" + key + "` in " + store.says(), e);
  }

  @Override
  public void replace(String key, byte[] content) {
    replace(key, content, Map.of());
  }

  private void replace(String key, byte[] content, Map<String, String> about) {
    String object = object(key);
    String md5 = Piece.hex(Piece.digest("MD5").digest(content));
    trouble.asked(
        "R724",
        "cannot store `" + key + "` in " + store.says(),
        () ->
            client.putObject(
                r ->
                    keeping
                        .how(r.bucket(bucket).key(object), object)
                        .metadata(about)
                        .contentMD5(Piece.base64(md5)),
                RequestBody.fromBytes(content)));
  }

  /** Also of what was begun under that key and never finished, which nobody sees. */
  @Override
  public void delete(String key) {
    String object = object(key);
    String what = "cannot delete `" + key + "` of " + store.says();
    try {
      DeleteObjectResponse gone = client.deleteObject(r -> r.bucket(bucket).key(object));
      tellOfVersions(gone);
    } catch (S3Exception e) {
      Failure failure = trouble.failure("R725", what, e);
      throw Locks.hold(e) ? failure.help(Locks.HELP) : failure;
    } catch (SdkException | UncheckedIOException e) {
      throw trouble.failure("R725", what, e);
    }
    trouble.asked("R725", what, () -> unfinished.collect(object));
  }

  private void tellOfVersions(DeleteObjectResponse gone) {
    if (Boolean.TRUE.equals(gone.deleteMarker()) && versionsTold.compareAndSet(false, true)) {
      tools.log(
          store.says()
              + " keeps versions: what was deleted is hidden, and its bytes stay until a lifecycle"
              + " rule removes them, which it cannot before their retention ends");
    }
  }

  /** A link is an object that says so, and holds the key it leads to. */
  @Override
  public void link(String name, String key) {
    object(key);
    head(name)
        .filter(there -> !there.metadata().equals(LINK))
        .ifPresent(
            taken -> {
              throw Failure.of("R726", "`" + name + "` in " + store.says() + " is no link of ours")
                  .help("move it away, or give `latest` another name");
            });
    replace(name, key.getBytes(StandardCharsets.UTF_8), LINK);
  }
}
