package io.backstay.connectors.stores.webdav;

import io.backstay.connectors.stores.web.Answer;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.connectors.stores.web.Patience;
import io.backstay.connectors.stores.web.RefusedException;
import io.backstay.spi.Look;
import io.backstay.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The requests that a collection answers. Paths are below it; those of collections end with a
 * slash, but for the empty one, which is the collection itself.
 */
final class Dav {
  private static final byte[] ASKED =
      ("<?xml version=\"1.0\" encoding=\"utf-8\"?><propfind xmlns=\"DAV:\"><prop><resourcetype/>"
              + "<getcontentlength/></prop></propfind>")
          .getBytes(StandardCharsets.US_ASCII);
  private static final Set<Integer> SEVERAL = Set.of(207);
  private static final Set<Integer> DONE = Set.of(200, 201, 204);
  private static final Set<Integer> CONTENT = Set.of(200, 206);
  private static final int IS_THERE = 405;

  private final Patience patience;
  private final WebdavStore store;
  private final Look look;

  Dav(WebdavStore store, Look look) {
    this.patience = new Patience(look::cancelled);
    this.store = store;
    this.look = look;
  }

  /**
   * Something that is there.
   *
   * @param name its own
   * @param collection whether it is one
   * @param bytes its length
   */
  record Member(String name, boolean collection, long bytes) {}

  /** What is known of something; of a collection also without the slash at its end. */
  Optional<Member> find(String path) throws IOException {
    try {
      List<Multistatus.Said> there = asked(path, "0");
      return there.isEmpty() ? Optional.empty() : Optional.of(member(there.getFirst()));
    } catch (RefusedException e) {
      if (Refusals.ELSEWHERE.contains(e.status()) && !path.endsWith("/") && !path.isEmpty()) {
        return find(path + "/");
      }
      throw e;
    }
  }

  /** What is in a collection; empty when there is none. */
  Optional<List<Member>> members(String collection) throws IOException {
    return members(Place.of(address(collection).getRawPath()), asked(collection, "1"));
  }

  /** A listing in which the collection itself is missing is none. */
  static Optional<List<Member>> members(Place here, List<Multistatus.Said> there)
      throws IOException {
    List<Member> members = new ArrayList<>();
    boolean itself = false;
    for (Multistatus.Said said : there) {
      Place place = Place.of(said.href());
      if (place.equals(here)) {
        itself = said.collection();
      } else if (place.isIn(here)) {
        members.add(member(said));
      } else {
        throw new IOException("`" + said.href() + "` is listed, which is somewhere else");
      }
    }
    return itself ? Optional.of(members) : Optional.empty();
  }

  private static Member member(Multistatus.Said said) throws IOException {
    if (!said.collection() && said.bytes() < 0) {
      throw new IOException("the server does not say how long `" + said.href() + "` is");
    }
    return new Member(Place.of(said.href()).name(), said.collection(), said.bytes());
  }

  private List<Multistatus.Said> asked(String path, String depth) throws IOException {
    Ask ask =
        Ask.of("PROPFIND", address(path))
            .carrying(Ask.Body.of(ASKED), "application/xml")
            .with("Depth", depth);
    try {
      return patience.until(() -> Multistatus.of(once(ask, SEVERAL).text()));
    } catch (RefusedException e) {
      if (e.status() == Refusals.NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * The bytes of a file.
   *
   * @param at from which on
   */
  Answer content(String path, long at) throws IOException {
    Ask ask = Ask.of("GET", address(path));
    return answer(at == 0 ? ask : ask.with("Range", "bytes=" + at + "-"), CONTENT);
  }

  /** Sends a file, in the place of what may be there. */
  void send(String path, Ask.Body body) throws IOException {
    Ask ask = Ask.of("PUT", address(path)).carrying(body, "application/octet-stream");
    answer(ask, DONE).text();
  }

  /** Makes a collection; one that is there is fine. */
  void make(String collection) throws IOException {
    try {
      answer(Ask.of("MKCOL", address(collection)), DONE).text();
    } catch (RefusedException e) {
      if (e.status() != IS_THERE) {
        throw e;
      }
    }
  }

  /**
   * Gives something a name that nothing has. A server whose answer was lost is asked again, and has
   * done it then.
   */
  void move(String from, String to) throws IOException {
    Ask ask =
        Ask.of("MOVE", address(from))
            .with("Destination", address(to).toString())
            .with("Overwrite", "F");
    try {
      answer(ask, DONE).text();
    } catch (RefusedException e) {
      if (find(to).isEmpty() || find(from).isPresent()) {
        throw e;
      }
    }
  }

  /** Deletes something, and all that is in it; what is not there is fine. */
  void delete(String path) throws IOException {
    try {
      answer(Ask.of("DELETE", address(path)), DONE).text();
    } catch (RefusedException e) {
      if (e.status() != Refusals.NOT_FOUND) {
        throw e;
      }
    }
  }

  private URI address(String path) {
    return Place.below(store.site(), path);
  }

  private Answer answer(Ask ask, Set<Integer> hoped) throws IOException {
    return patience.until(() -> once(ask, hoped));
  }

  /** What is said to people is a page of HTML, and nothing in it but the status. */
  private Answer once(Ask ask, Set<Integer> hoped) throws IOException {
    return Answer.to(withUser(ask))
        .expect(hoped, (status, page) -> new RefusedException(status, "", ""));
  }

  private Ask withUser(Ask ask) {
    Secret password = store.params().password();
    if (password == null) {
      return ask;
    }
    byte[] both =
        (store.params().user() + ":" + look.reveal(password)).getBytes(StandardCharsets.UTF_8);
    return ask.with("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
  }
}
