package io.backstay.connectors.mongodb;

import io.backstay.spi.Doc;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.spi.Source;
import io.backstay.spi.SourceType;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The source {@code mongodb}. */
@Doc(
    "A database of a MongoDB server, dumped by `mongodump` and loaded by `mongorestore`, MongoDB's"
        + " own programs on this host. A dump is followed to its last byte: every collection that is"
        + " announced at its beginning has to end in it, with the checksum of its documents; they"
        + " are counted there, so what `record` writes down is of the dump whoever writes"
        + " meanwhile. It is not of one moment: collections are read one after another, as they are"
        + " met, so stop what writes where they have to fit each other. A database without any"
        + " collection is not dumped: whoever asks for one has mistaken its name. `load` takes a"
        + " database that has no collection yet, under whatever name: nothing that is there is ever"
        + " replaced or dropped, and what was loaded stays when something fails; it is dumped again"
        + " and its documents are counted before the load counts as done. So to go back, load into a"
        + " new `database`, and have the application use that; or drop the old one yourself. Live"
        + " counts of documents take a whole dump, too, of which nothing is kept. Time series are"
        + " compared by their names, not by their measurements; indexes and options come back as"
        + " far as `mongorestore` says that they do; accounts and roles are not dumped. There are"
        + " neither rehearsals nor drills of it. **Tried with the programs of the MongoDB Database"
        + " Tools 100.8, against an imitation of a server in memory; never against a server of"
        + " MongoDB's own, which cannot be had where backstay is tested: watch a restore of yours"
        + " before you rely on it.**")
public final class MongoDb implements SourceType<MongoDb.Params> {
  private static final Pattern DATABASE = Pattern.compile("[\\p{Alnum}_][\\p{Alnum}_-]{0,62}");

  /**
   * Parameters.
   *
   * @param uri where the server is, and all about how it is reached
   * @param database name of the database
   * @param tools directory of the programs
   */
  public record Params(
      @Doc(
              value =
                  "The connection string, such as `mongodb://user:password@db.internal/?tls=true`:"
                      + " hosts, account, TLS and all. It is handed over in a file that nobody else"
                      + " can read, removed when the program has ended.",
              example = "${secrets.mongodb-uri}")
          Secret uri,
      @Doc(
              value =
                  "Name of the database, of letters, digits, `_` and `-`. Leave it out of the"
                      + " connection string, and name `authSource` there if it is not `admin`.",
              example = "app")
          String database,
      @Doc(
              value =
                  "Directory of `mongodump` and `mongorestore` on this host; those of `PATH`"
                      + " otherwise.",
              example = "/opt/mongodb/bin")
          @Nullable Path tools) {

    /** Refuses what cannot be. */
    public Params {
      if (!DATABASE.matcher(database).matches()) {
        throw new Refusal(
            "E211",
            "database",
            "`database` is a name of 1 to 63 letters, digits, `_` and `-`",
            null);
      }
    }
  }

  @Override
  public String name() {
    return "mongodb";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Source source(String name, Params params) {
    return new MongoDbSource(name, params.database(), new Access(params.uri(), params.tools()));
  }
}
