package io.backstay.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source that is a database. Its methods lower; they are pure. */
public interface DatabaseSource extends Source {
  /** The ops of a dump into an artifact. */
  List<Op> dump(Dump dump);

  /**
   * The ops that copy the files of its whole server into an archive.
   *
   * @param artifact logical name
   * @param codec compression the name promises
   * @param fast whether the server makes its checkpoint at once
   * @throws Refusal when the source has no server, or none that gives its files
   */
  default List<Op> baseBackup(String artifact, Op.Codec codec, boolean fast) {
    throw new Refusal(
        "E211", "source", "this kind of database gives no copy of its server's files", null);
  }

  /** Whether its server writes a log that can be archived, and says how that goes. */
  default boolean logs() {
    return false;
  }

  /**
   * The ops that close the piece of the log its server is writing, and wait until it is archived.
   *
   * @param atMost how long that may take
   * @throws Refusal when the source has no server that writes a log
   */
  default List<Op> switchLog(Duration atMost) {
    throw new Refusal("E211", "source", "this kind of database writes no log of its own", null);
  }

  /**
   * The ops that make a server of a base backup and have it replay the archived log.
   *
   * @throws Refusal when the source is no server that could be made
   */
  default List<Op> recover(Recovery recovery) {
    throw new Refusal(
        "E211",
        "into",
        "a server is recovered into a new one, never into one that runs",
        "Declare a source `postgres-instance`, with a data directory that is not there yet.");
  }

  /** The ops that make an empty successor beside the live database. */
  List<Op> recreate(boolean terminateConnections, @Nullable Duration keepPrevious);

  /** The ops that fill the successor, or the given tables, and swap it in. */
  List<Op> load(Load load);

  /**
   * The ops that load a dump into a temporary database of the same server, look at it there, and
   * drop it.
   *
   * @throws Refusal when the source takes no rehearsals
   */
  default List<Op> rehearse(Rehearsal rehearsal) {
    throw new Refusal("E211", "into", "this kind of database takes no rehearsals", null);
  }

  /**
   * The ops that run statements of a drill, all of them or none.
   *
   * @param sql the text of the drill; nothing is ever put into it
   * @throws Refusal when the source takes no statements
   */
  default List<Op> statements(String sql) {
    throw new Refusal("E211", "in", "this kind of database takes no statements", null);
  }

  /**
   * Whether looking at it takes programs, so that nothing but a run looks at it: a preview starts
   * none.
   */
  default boolean startsPrograms() {
    return false;
  }

  /**
   * What a dump is asked for.
   *
   * @param artifact logical name
   * @param codec compression the name promises
   * @param format {@code custom}, {@code plain} or what the source knows; null for its default
   * @param content {@code all}, {@code schema} or {@code data}
   * @param scope {@code database}, or {@code all-databases} of the server with its roles
   * @param tables empty for all
   * @param jobs parallel workers
   * @param record facts to count inside the dump's own snapshot
   */
  record Dump(
      String artifact,
      Op.Codec codec,
      @Nullable String format,
      String content,
      String scope,
      List<String> tables,
      int jobs,
      Recording record) {}

  /**
   * What a recovery is asked for.
   *
   * @param base the base backup: logical name or pattern
   * @param until the moment up to which the log is replayed
   * @param promote whether the server takes writes afterwards
   */
  record Recovery(Artifacts base, Instant until, boolean promote) {}

  /** Asks how far the archive of the log is behind, answered as the fact {@code seconds}. */
  record Archive() implements Request {
    @Override
    public String says() {
      return "how far the archive is behind";
    }
  }

  /**
   * What to record inside the snapshot of a dump.
   *
   * @param rowCounts tables to count; the single word {@code all} means every table
   * @param schema whether the schema is recorded
   */
  record Recording(List<String> rowCounts, boolean schema) {}

  /**
   * What a load is asked for.
   *
   * @param artifact logical name or pattern
   * @param tables empty for all
   * @param jobs parallel workers
   * @param extensions created before loading
   * @param thenSql statements run after loading, each literal
   */
  record Load(
      Artifacts artifact,
      List<String> tables,
      int jobs,
      List<String> extensions,
      List<String> thenSql) {}

  /**
   * What a rehearsal is asked for.
   *
   * @param step the step it is, by which its debt is told from those of others
   * @param name of the temporary database
   * @param artifact logical name or pattern
   * @param jobs parallel workers
   * @param checks made there: to them the source itself is the temporary database
   */
  record Rehearsal(String step, String name, Artifacts artifact, int jobs, List<CheckUse> checks) {}

  /**
   * Counts rows of tables, answered as the fact {@code row-counts}: table to number.
   *
   * @param tables the single word {@code all} means every table
   */
  record RowCounts(List<String> tables) implements Request {
    @Override
    public String says() {
      return tables.equals(List.of("all"))
          ? "rows of every table counted"
          : tables.size() + " tables counted";
    }
  }

  /**
   * Describes the schema, answered as the facts {@code schema} (text) and {@code schema-sha256}.
   */
  record Schema() implements Request {
    @Override
    public String says() {
      return "schema recorded";
    }
  }

  /**
   * Runs statements, all of them or none.
   *
   * @param sql literal text of the plan; nothing is ever put into it
   */
  record Statements(String sql) implements Request {
    private static final int SHOWN = 60;

    @Override
    public String says() {
      String line = sql.strip().replaceAll("\\s+", " ");
      return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }
  }

  /**
   * Runs one read-only query, answered as the fact {@code rows}: a list of lists of text.
   *
   * @param sql literal text of the plan; nothing is ever put into it
   */
  record Query(String sql) implements Request {
    @Override
    public String says() {
      return "query";
    }
  }
}
