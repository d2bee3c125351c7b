package io.backstay.plans;

/** Data of the shape and size an AI-Across installation has. */
final class Dataset {
  private Dataset() {}

  /** SQL that makes the tables and more than two hundred thousand rows, the same every time. */
  static String schema() {
    return """
        CREATE TABLE users(id int PRIMARY KEY, email text UNIQUE NOT NULL, created timestamptz NOT NULL);
        CREATE TABLE assistants(id int PRIMARY KEY, owner int NOT NULL REFERENCES users, name text NOT NULL, settings jsonb);
        CREATE TABLE conversations(id int PRIMARY KEY, assistant int NOT NULL REFERENCES assistants, started timestamptz NOT NULL);
        CREATE TABLE messages(id bigserial PRIMARY KEY, conversation_id int NOT NULL REFERENCES conversations, role text NOT NULL, body text NOT NULL);
        INSERT INTO users SELECT g, 'user' || g || '@example.org', timestamptz '2025-01-01' + g * interval '1 hour' FROM generate_series(1, 1279) g;
        INSERT INTO assistants SELECT g, 1 + g * 7 % 1279, 'Assistant ' || g, jsonb_build_object('temperature', g / 100.0) FROM generate_series(1, 61) g;
        INSERT INTO conversations SELECT g, 1 + g % 61, timestamptz '2025-06-01' + g * interval '3 minutes' FROM generate_series(1, 12000) g;
        INSERT INTO messages(conversation_id, role, body)
          SELECT 1 + g % 12000, CASE g % 2 WHEN 0 THEN 'user' ELSE 'assistant' END,
                 'Grüße ' || md5(g::text) || E'\\t' || repeat(md5((g * 31)::text), 1 + g % 9)
          FROM generate_series(1, 190000) g;
        CREATE INDEX ON messages(conversation_id);
        CREATE VIEW latest AS SELECT conversation_id, max(id) AS message FROM messages GROUP BY 1;
        ANALYZE;
        """;
  }

  /** A shell line that fills the uploads: two thousand files, two hundred megabytes, odd names. */
  static String uploads() {
    return """
        cd /uploads && for d in 0 1 2 3 4 5 6 7 8 9; do mkdir -p knowledge/$d; \
        for i in $(seq 1 205); do head -c 102400 /dev/urandom > knowledge/$d/doc-$i.pdf; done; done; \
        mkdir -p 'odd names' empty private; echo x > 'odd names/with space and ünïcode.md'; \
        printf 'y' > "odd names/$(printf 'line\\nbreak').txt"; ln -s ../knowledge/1/doc-1.pdf 'odd names/link'; \
        ln knowledge/1/doc-2.pdf 'odd names/hard link'; echo secret > private/key; chmod 600 private/key; chmod 700 private; \
        chown -R 1000:1000 knowledge; touch -d '2024-02-29 12:00:00' knowledge/1/doc-3.pdf; \
        long=$(head -c 180 /dev/zero | tr '\\0' n); mkdir $long; echo z > $long/$long.txt
        """;
  }
}
