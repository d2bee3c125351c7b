package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows an SQL script of pg_dump line by line: it has to begin as one and to end with the words
 * pg_dump writes last, outside of any table's data.
 */
final class ScriptScanner implements DumpScanner {
  private static final Pattern ENTRY =
      Pattern.compile("-- (?:Data for )?Name: (.*); Type: ([A-Z ]+); Schema: (.*); Owner: .*");
  private static final Pattern BEGIN = Pattern.compile("-- PostgreSQL database (cluster )?dump");
  private static final String DATABASE_END = "-- PostgreSQL database dump complete";
  private static final String CLUSTER_END = "-- PostgreSQL database cluster dump complete";
  private static final int LONGEST = 1 << 20;

  private final Set<Toc.Entry> entries = new HashSet<>();
  private byte[] line = new byte[256];
  private int length;
  private boolean tooLong;
  private boolean inData;
  private String end = "";
  private boolean ended;
  private String version = "";

  @Override
  public void accept(byte[] bytes, int from, int to) {
    int start = from;
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\n') {
        add(bytes, start, at);
        line();
        start = at + 1;
      }
    }
    add(bytes, start, to);
  }

  private void add(byte[] bytes, int from, int to) {
    int count = to - from;
    if (length + count > LONGEST || (inData && length + count > 2)) {
      count = Math.min(count, Math.max(0, 3 - length));
      tooLong = true;
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
    }
    System.arraycopy(bytes, from, line, length, count);
    length += count;
  }

  private void line() {
    if (inData) {
      inData = !(length == 2 && !tooLong && line[0] == '\\' && line[1] == '.');
    } else if (tooLong) {
      ended = false;
    } else if (length > 0) {
      statement();
    }
    length = 0;
    tooLong = false;
  }

  private void statement() {
    if (line[0] == '-' && length > 1 && line[1] == '-') {
      comment(text());
    } else if (line[0] == 'C' && text().startsWith("COPY ") && text().endsWith(" FROM stdin;")) {
      inData = true;
      ended = false;
    } else if (!(line[0] == '\\' && text().startsWith("\\unrestrict "))) {
      ended = false;
    }
  }

  private void comment(String text) {
    if (end.isEmpty()) {
      Matcher begin = BEGIN.matcher(text);
      if (begin.matches()) {
        end = begin.group(1) == null ? DATABASE_END : CLUSTER_END;
      }
    } else if (text.equals(end)) {
      ended = true;
    } else if (text.startsWith("-- Dumped by pg_dump version ")) {
      version = text.substring("-- Dumped by pg_dump version ".length());
    } else {
      entry(text);
    }
  }

  private void entry(String text) {
    Matcher entry = ENTRY.matcher(text);
    if (entry.matches()) {
      String schema = entry.group(3).equals("-") ? "" : entry.group(3);
      entries.add(new Toc.Entry(entry.group(2), schema, entry.group(1)));
    }
  }

  private String text() {
    return new String(line, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public Toc finish() {
    line();
    if (end.isEmpty()) {
      throw Failure.of("R432", "the dump does not begin with `-- PostgreSQL database dump`");
    }
    if (!ended || inData) {
      throw Failure.of("R432", "the dump does not end with `" + end + "`: something is missing");
    }
    return new Toc(version, entries);
  }
}
