package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.Part;
import io.backstay.connectors.databases.SideName;
import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Exchanges the rows of some tables for those that wait in a database beside the live one, in one
 * transaction of the live one: at any instant it has all of the old rows or all of the new.
 *
 * @param access how the server is reached
 * @param live name of the database
 */
record Exchange(Access access, String live) {
  private static final String LOCK_WAIT = "SET LOCAL lock_timeout = '60s'";

  /** Does it, and says how many rows there are now. */
  Facts of(List<String> tables, Tools tools) {
    String incoming = SideName.incoming(live);
    try (SqlSession side = access.session(incoming, tools)) {
      Client client = access.client(new Catalog(side).version(), tools);
      Snapshot.withoutTimeouts(side);
      Rows.EXACTLY.forEach(side::run);
      List<Anatomy> dumped = outermost(anatomies(side, Wanted.named(tables)));
      try (PsqlSession session = PsqlSession.open(client, live, access.says())) {
        begin(session, dumped);
        Rows rows = new Rows(client, incoming, session);
        Facts counts = exchanged(session, side, rows, dumped);
        session.run("COMMIT");
        return counts;
      }
    }
  }

  private List<Anatomy> anatomies(SqlSession session, List<TableName> tables) {
    return tables.stream()
        .map(
            table ->
                Anatomy.of(session, table)
                    .orElseThrow(
                        () ->
                            Failure.of("R434", "table `%s` is gone".formatted(table.canonical()))))
        .toList();
  }

  // A partition that is named beside its table would come twice.
  private static List<Anatomy> outermost(List<Anatomy> tables) {
    return tables.stream()
        .filter(
            inner ->
                tables.stream()
                    .filter(outer -> !outer.equals(inner))
                    .flatMap(outer -> outer.tree().stream())
                    .noneMatch(member -> member.table().equals(inner.table())))
        .toList();
  }

  private void begin(PsqlSession session, List<Anatomy> dumped) {
    Snapshot.withoutTimeouts(session);
    Rows.EXACTLY.forEach(session::run);
    session.run("BEGIN");
    session.run(LOCK_WAIT);
    session.run(
        "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE"
            .formatted(
                dumped.stream()
                    .map(table -> Sql.quoted(table.table()))
                    .collect(Collectors.joining(", "))));
    refuseDifferent(session, dumped);
    session.stopAtErrors();
  }

  private void refuseDifferent(SqlSession session, List<Anatomy> dumped) {
    for (Anatomy table : dumped) {
      List<String> differences =
          anatomies(session, List.of(table.table())).getFirst().differences(table);
      if (!differences.isEmpty()) {
        throw Part.changed(table.table().canonical().toString(), differences);
      }
    }
  }

  private Facts exchanged(PsqlSession session, SqlSession side, Rows rows, List<Anatomy> dumped) {
    List<TableName> members = members(session, dumped);
    ForeignKeys keys = ForeignKeys.around(session, members);
    Triggers triggers = Triggers.of(session, members);
    keys.drop(session);
    triggers.silence(session);
    session.run("TRUNCATE " + dumped.stream().map(Anatomy::only).collect(Collectors.joining(", ")));
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Anatomy table : dumped) {
      rows.copy(table);
      counts.put(table.table().canonical().toString(), proven(table, session, side));
      setSequences(table, session, side);
      session.run("ANALYZE " + Sql.quoted(table.table()));
    }
    triggers.wake(session);
    keys.putBack(session);
    return Facts.of("rows", counts);
  }

  // The live tables, too, may have partitions the dump does not know.
  private List<TableName> members(SqlSession session, List<Anatomy> dumped) {
    List<TableName> members = new ArrayList<>();
    for (Anatomy table : anatomies(session, dumped.stream().map(Anatomy::table).toList())) {
      table.tree().forEach(member -> members.add(member.table()));
    }
    return members;
  }

  private static long proven(Anatomy table, SqlSession session, SqlSession side) {
    long wanted = table.count(side);
    long there = table.count(session);
    if (there != wanted) {
      throw Part.miscounted(table.table().canonical().toString(), there, wanted);
    }
    return there;
  }

  // What a sequence is set to outlives a transaction that fails, unless the transaction has given
  // it a new beginning first.
  private void setSequences(Anatomy dumped, SqlSession session, SqlSession side) {
    Map<String, TableName> live =
        anatomies(session, List.of(dumped.table())).getFirst().sequences();
    dumped
        .sequences()
        .forEach(
            (column, sequence) -> {
              SqlSession.Row state =
                  side.rows("SELECT last_value::text, is_called FROM " + Sql.quoted(sequence))
                      .getFirst();
              String own = Sql.quoted(Objects.requireNonNull(live.get(column)));
              session.run("ALTER SEQUENCE " + own + " RESTART");
              session.value(
                  "SELECT pg_catalog.setval(pg_catalog.to_regclass(?), ?::bigint, ?::boolean)",
                  own,
                  state.text(0),
                  String.valueOf(state.is(1)));
            });
  }
}
