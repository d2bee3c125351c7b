package io.backstay.connectors.stores.webdav;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.connectors.stores.SteadyStream;
import io.backstay.connectors.stores.web.Answer;
import io.backstay.connectors.stores.web.Arriving;
import io.backstay.connectors.stores.web.Trouble;
import io.backstay.connectors.stores.web.UnusableException;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads a collection, and those in it. */
class WebdavReader implements Store.Reader {
  /** Where files are until they have arrived; never listed. */
  static final String STAGING = KeyNames.STAGING + "/";

  final WebdavStore store;
  final Trouble trouble;
  final Dav dav;

  WebdavReader(WebdavStore store, Look look) {
    this.store = store;
    this.trouble = new Trouble(refused -> Refusals.help(store, refused));
    this.dav = new Dav(store, look);
  }

  /** Whether the collection is there and may be listed. */
  final void glance() {
    trouble.asked("R722", "cannot list " + store.says(), () -> membersOfRoot().size());
  }

  /** One that is not there has been lost, and is never an empty store. */
  final List<Dav.Member> membersOfRoot() throws IOException {
    return dav.members("").orElseThrow(this::lost);
  }

  private UnusableException lost() {
    return new UnusableException(
        "there is no collection `" + store.site() + "`",
        "create it on the server, or see that `url` is its address");
  }

  final void demandRoot() throws IOException {
    if (dav.find("").filter(Dav.Member::collection).isEmpty()) {
      throw lost();
    }
  }

  @Override
  public final List<Store.Stored> list(String prefix) {
    int slash = prefix.lastIndexOf('/');
    if (slash >= 0) {
      KeyNames.of(prefix.substring(0, slash));
    }
    List<Store.Stored> found = new ArrayList<>();
    trouble.asked(
        "R722",
        "cannot list all of " + store.says(),
        () -> {
          demandRoot();
          walk(prefix.substring(0, slash + 1), prefix, found);
          return found;
        });
    found.sort(Comparator.comparing(Store.Stored::key));
    return List.copyOf(found);
  }

  /** What others have put there under a name that is no key is theirs. */
  private void walk(String collection, String prefix, List<Store.Stored> found) throws IOException {
    for (Dav.Member member : dav.members(store.prefix() + collection).orElse(List.of())) {
      String key = collection + member.name();
      String below = key + "/";
      boolean wanted = below.startsWith(prefix) || prefix.startsWith(below);
      if (!KeyNames.isKey(member.name())) {
        continue;
      }
      if (!member.collection() && key.startsWith(prefix)) {
        found.add(new Store.Stored(key, member.bytes()));
      } else if (member.collection() && wanted && !below.equals(STAGING)) {
        walk(below, prefix, found);
      }
    }
  }

  @Override
  public final Optional<Store.Stored> stat(String key) {
    String path = store.path(key);
    return trouble.asked(
        "R720",
        "cannot look at `" + key + "` in " + store.says(),
        () -> file(path).map(there -> new Store.Stored(key, there.bytes())));
  }

  /** A file; that there is none is only known where the store is. */
  final Optional<Dav.Member> file(String path) throws IOException {
    Optional<Dav.Member> found = dav.find(path);
    if (found.isEmpty()) {
      demandRoot();
    }
    return found.filter(there -> !there.collection());
  }

  @Override
  public final InputStream open(String key) {
    if (stat(key).isEmpty()) {
      throw Failure.of("R720", store.says() + " has no `" + key + "`");
    }
    String path = store.path(key);
    return trouble.asked(
        "R720", "cannot read `" + key + "` of " + store.says(), () -> stream(path));
  }

  private InputStream stream(String path) throws IOException {
    Answer first = dav.content(path, 0);
    if (first.length() < 0) {
      first.close();
      throw new IOException("the server does not say how much it sends");
    }
    return new SteadyStream(first.length(), new Arriving(first), at -> rest(path, at, first));
  }

  /** Not every server keeps to a condition, so what it sends is looked at. */
  private Arriving rest(String path, long at, Answer first) throws IOException {
    Answer rest = dav.content(path, at);
    String range = "bytes " + at + "-" + (first.length() - 1) + "/" + first.length();
    boolean same = tag(first).isPresent() && tag(first).equals(tag(rest));
    if (same && rest.header("Content-Range").filter(range::equals).isPresent()) {
      return Arriving.rest(rest);
    }
    rest.close();
    throw new IOException("what the server has there now is not known to be the same");
  }

  /** A tag is weak where a file was written within the second; it tells files apart as well. */
  private static Optional<String> tag(Answer answer) {
    return answer.header("ETag").map(tag -> tag.replaceFirst("^W/", ""));
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
