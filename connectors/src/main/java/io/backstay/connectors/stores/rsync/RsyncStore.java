package io.backstay.connectors.stores.rsync;

import io.backstay.connectors.stores.SshWords;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A directory of another host.
 *
 * @param name of the store
 * @param params where it is
 */
record RsyncStore(String name, RsyncType.Params params) implements Store {
  private static final int FILE = 0600;
  private static final int DIRECTORY = 0700;

  /** Its directory there, without a slash at its end. */
  String root() {
    String path = params.path().fixed();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  @Override
  public Ref ref() {
    return new Ref(Ref.Kind.STORE, name);
  }

  @Override
  public String says() {
    return SshWords.address("rsync+ssh", params.host(), params.port(), params.user(), root());
  }

  /** Plans that keep sets in the same place exclude each other, by whatever name they call it. */
  @Override
  public List<String> alsoKnownAs() {
    return List.of(says());
  }

  @Override
  public List<Finding> probe(Look look) {
    try {
      new RsyncReader(this, look).demandRoot();
      return List.of(Finding.ok(says() + " answers"));
    } catch (Failure failure) {
      return List.of(failed(failure));
    }
  }

  @Override
  public Finding proveWrite(Look look) {
    RsyncWriter writer = new RsyncWriter(this, look, FILE, DIRECTORY);
    String key = ".backstay-" + UUID.randomUUID() + ".proof";
    try {
      writer.replace(key, new byte[1]);
      writer.delete(key);
      return Finding.ok(says() + " writable: a file of one byte was written and removed");
    } catch (Failure failure) {
      return failed(failure);
    }
  }

  private static Finding failed(Failure failure) {
    String help = failure.help();
    return Finding.fail(failure.message(), help == null ? "See what the server says." : help);
  }

  @Override
  public Reader reader(Look look) {
    return new RsyncReader(this, look);
  }

  @Override
  public Writer writer(Tools tools) {
    return new RsyncWriter(this, tools, FILE, DIRECTORY);
  }

  @Override
  public String below() {
    return params.path().below();
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
