package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.Temporary;
import io.backstay.spi.Facts;
import io.backstay.spi.Ref;
import io.backstay.spi.Tools;
import java.util.List;

/**
 * A database that a drill or a rehearsal has for itself.
 *
 * @param access how the server is reached
 */
record Disposal(Access access) {
  /** What paying it needs. */
  static final List<String> FACTS = List.of(Temporary.MARK);

  /** Refuses a name that something has; what a failed attempt of the same has made is dropped. */
  Facts absent(Ref on, Temporary.Absent asked, Tools tools) {
    if (asked.use() instanceof Temporary.Use.Rehearsal rehearsal) {
      tools.debt(on, rehearsal.debt()).ifPresent(facts -> remove(facts, tools));
    }
    try (Session session = beside(tools)) {
      if (new Successor(session).exists(asked.name())) {
        throw asked.inTheWay();
      }
      new Marks(session).demand();
    }
    return Facts.of(Temporary.MARK, asked.mark(tools));
  }

  void make(Temporary.Make asked, Tools tools) {
    String like = asked.use() instanceof Temporary.Use.Rehearsal use ? use.like() : asked.name();
    try (Session session = beside(tools)) {
      new Successor(session).create(asked.name(), like, tools.facts().text(Temporary.MARK));
    }
  }

  /** Fails when it is not there any more. */
  void find(String name, Tools tools) {
    Session.open(access.client(tools), name, access.says()).close();
  }

  /** Drops what bears the mark. */
  void remove(Facts facts, Tools tools) {
    try (Session session = beside(tools)) {
      String mark = facts.text(Temporary.MARK).orElseThrow();
      new Marks(session).bearing(mark).forEach(new Successor(session)::drop);
    }
  }

  private Session beside(Tools tools) {
    return Session.open(access.client(tools), access.says());
  }
}
