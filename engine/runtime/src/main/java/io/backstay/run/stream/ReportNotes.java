package io.backstay.run.stream;

import io.backstay.run.stream.Archive.WhenChanging;
import io.backstay.run.stream.StreamException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects what is worth telling about an archive; names only up to a number. */
final class ReportNotes {
  private static final int NAMED = 100;

  private final List<String> named = new ArrayList<>();
  private long sockets;
  private long changed;
  private long vanished;

  synchronized void socket(String name) {
    sockets++;
    name(name, "is a socket, left out");
  }

  synchronized void changed(String name) {
    changed++;
    name(name, "changed while it was read");
  }

  /** A file that was listed is gone; only a plan that records changes can live with that. */
  synchronized void vanished(String name, WhenChanging whenChanging) throws StreamException {
    if (whenChanging == WhenChanging.FAIL) {
      throw StreamException.of(
              Kind.CHANGED, RawName.shown(name) + " was removed while the tree was read")
          .help(
              "Stop what writes there for the time of the backup, or accept it with"
                  + " `when-changing: record`.");
    }
    vanished++;
    name(name, "was removed while the tree was read");
  }

  private void name(String name, String what) {
    if (named.size() < NAMED) {
      named.add(RawName.shown(name) + " " + what);
    }
  }

  synchronized ArchiveReport report(
      Totals held, Totals left, long unread, long gone, Map<String, Totals> roots) {
    return new ArchiveReport(
        held, left, unread, gone, roots, sockets, changed, vanished, List.copyOf(named));
  }
}
