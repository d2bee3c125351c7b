package io.backstay.connectors.stores.sftp;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.connectors.stores.SshWords;
import io.backstay.expr.Human;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A directory of another host. Nothing of SSH is loaded before it is looked at. */
final class SftpStore implements Store {
  private final String name;
  private final SftpType.Params params;
  private @Nullable Line line;

  SftpStore(String name, SftpType.Params params) {
    this.name = name;
    this.params = params;
  }

  SftpType.Params params() {
    return params;
  }

  /** Its directory there, without a slash at its end. */
  String root() {
    String path = params.path().fixed();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The path of a key there. */
  String path(String key) {
    KeyNames.of(key);
    return root() + "/" + key;
  }

  /** The connection all who use this store share. */
  synchronized Line line() {
    if (line == null) {
      line = new Line(this);
    }
    return line;
  }

  @Override
  public Ref ref() {
    return new Ref(Ref.Kind.STORE, name);
  }

  @Override
  public String says() {
    return SshWords.address("sftp", params.host(), params.port(), params.user(), root());
  }

  /** Plans that keep sets in the same place exclude each other, by whatever name they call it. */
  @Override
  public List<String> alsoKnownAs() {
    return List.of(says());
  }

  @Override
  public List<Finding> probe(Look look) {
    try {
      SftpReader reader = new SftpReader(this, look);
      reader.demandRoot();
      String free = reader.space().map(s -> ", " + Human.about(s.freeBytes()) + " free").orElse("");
      return List.of(Finding.ok(says() + " answers" + free));
    } catch (Failure failure) {
      return List.of(failed(failure));
    }
  }

  @Override
  public Finding proveWrite(Look look) {
    try {
      new SftpProof(this, look).write();
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
    return new SftpReader(this, look);
  }

  @Override
  public Writer writer(Tools tools) {
    return new SftpWriter(this, tools, 0600, 0700);
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
