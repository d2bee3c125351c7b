package io.backstay.connectors.stores.webdav;

import io.backstay.connectors.stores.web.RefusedException;
import java.util.Optional;
import java.util.Set;

/** Why a server refuses, and what can be done about it. */
final class Refusals {
  static final int NOT_FOUND = 404;

  /** What is said of a collection that is named without the slash at its end. */
  static final Set<Integer> ELSEWHERE = Set.of(301, 302, 307, 308);

  private Refusals() {}

  /** What to do about a refusal. */
  static Optional<String> help(WebdavStore store, RefusedException e) {
    return Optional.ofNullable(
        switch (e.status()) {
          case 401 ->
              "see that `user` and `password` are right, and that the server takes basic"
                  + " authentication there";
          case 403 -> "let the user read, write, move and delete there";
          case NOT_FOUND -> "create the collection `" + store.site() + "`, or see that `url` is it";
          case 200, 301, 302, 307, 308, 400, 405, 501 ->
              "see that `url` is the address of a collection itself, and that the server offers"
                  + " WebDAV there: PROPFIND, MKCOL, PUT, MOVE and DELETE";
          case 413 -> "let the server take files of that size";
          case 423 -> "wait until whoever has locked it is done, or unlock it";
          case 502 -> "let what stands before the server hand on `Destination` as it came";
          case 507 -> "make room on the server, or keep fewer sets there";
          default -> "see what the server has logged";
        });
  }
}
