package io.backstay.connectors.stores.webdav;

import static io.backstay.connectors.stores.BucketWords.demand;

import io.backstay.connectors.stores.BucketWords;
import io.backstay.spi.Doc;
import io.backstay.spi.Prefix;
import io.backstay.spi.Primary;
import io.backstay.spi.Secret;
import io.backstay.spi.Store;
import io.backstay.spi.StoreType;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The store {@code webdav}. */
@Doc(
    "A collection of a WebDAV server. A file is sent under another name, gets its own when all of"
        + " it has arrived, and only if nothing has that name yet. WebDAV tells the length of what"
        + " was stored and no digest of it: let `verify` read back what was uploaded. Small records"
        + " are replaced by sending them again, which Apache does in one step. How much room the"
        + " server has is not known. It was tested with Apache, and in less depth with rclone.")
public final class WebdavType implements StoreType<WebdavType.Params> {

  /**
   * Parameters, in the words of rclone.
   *
   * @param url of the collection
   * @param prefix what lies between it and the sets
   * @param user who is let in
   * @param password of the user
   */
  public record Params(
      @Primary
          @Doc(
              value = "Address of the collection, which has to exist.",
              example = "https://dav.example.org/backups/")
          URI url,
      @Doc(
              value =
                  "Collections below it, which are made; several stores may share an address. From"
                      + " the slash before `${run.…}` on it is each run's own, and sets are looked"
                      + " for below what comes before that.",
              example = "production/")
          @Nullable Prefix prefix,
      @Doc(
              value =
                  "User to be let in as, by basic authentication and no other; nobody in particular"
                      + " when left out.",
              example = "backup")
          @Nullable String user,
      @Doc(
              value = "Password of the user. It is only safe on its way where `url` is `https`.",
              example = "${secrets.dav-password}")
          @Nullable Secret password) {

    /** Refuses what no server could be, and what contradicts itself. */
    public Params {
      BucketWords.demandAddress("url", url);
      BucketWords.demandPrefix(prefix);
      demand(
          user == null || isUser(user), "user", "`user` is a user's name, and has no colon in it");
      demand(
          (user == null) == (password == null),
          user == null ? "password" : "user",
          "`user` and `password` belong together");
    }

    private static boolean isUser(String user) {
      return !user.isEmpty() && user.chars().noneMatch(c -> c == ':' || Character.isISOControl(c));
    }
  }

  @Override
  public String name() {
    return "webdav";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Store store(String name, Params params) {
    return new WebdavStore(name, params);
  }
}
