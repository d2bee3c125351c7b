package io.backstay.plans.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is in a database of 1.5 GB: text, vectors, and indexes over them. */
final class Rows {
  private static final long TEXT = 600_000_000;
  private static final int VECTORS = 60_000;
  private static final int DIMENSIONS = 384;
  private static final int LINE = 900;

  /** For {@code psql}, in the directory the files were written to. */
  static final String TABLES =
      """
      CREATE TABLE articles(id bigserial PRIMARY KEY, body text NOT NULL);
      CREATE TABLE messages(id bigserial PRIMARY KEY, body text NOT NULL);
      CREATE TABLE embeddings(id bigserial PRIMARY KEY, vector real[] NOT NULL);
      \\copy articles(body) FROM 'articles'
      \\copy messages(body) FROM 'messages'
      \\copy embeddings(vector) FROM 'embeddings'
      CREATE INDEX ON articles(left(body, 40));
      CREATE INDEX ON messages(left(body, 40));
      ANALYZE;
      """;

  private final Settings settings;
  private final Prose prose = new Prose(20_260_102);

  Rows(Settings settings) {
    this.settings = settings;
  }

  /** How many rows {@code embeddings} has. */
  int vectors() {
    return settings.count(VECTORS);
  }

  /** Writes the files that {@link #TABLES} reads. */
  void write(Path data) throws IOException {
    text(data.resolve("articles"));
    text(data.resolve("messages"));
    vectors(data.resolve("embeddings"));
  }

  private void text(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = settings.bytes(TEXT); left > 0; ) {
        int length = LINE / 2 + prose.number(LINE);
        ByteBuffer some = prose.some(length);
        byte[] line = new byte[length];
        some.get(line);
        for (int i = 0; i < length; i++) {
          line[i] = line[i] == '\n' ? (byte) ' ' : line[i];
        }
        line[length - 1] = '\n';
        out.write(line);
        left -= length;
      }
    }
  }

  private void vectors(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = vectors(); i > 0; i--) {
        StringBuilder vector = new StringBuilder("{");
        for (int d = 0; d < DIMENSIONS; d++) {
          vector.append(d == 0 ? "" : ",").append((float) (prose.fraction() - 0.5));
        }
        out.write(vector.append("}\n").toString().getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
