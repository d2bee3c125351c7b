package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Feeds a dump to psql as one transaction in which psql takes no commands of its own, whatever the
 * dump may contain. The transaction is only committed once the whole dump has been seen: a psql
 * that merely loses its input rolls back.
 */
final class Script {
  /** Arguments of the psql that is fed. */
  static final List<String> ARGUMENTS =
      List.of("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file=-");

  private static final String RESTRICT = "\\restrict ";
  private static final int TAIL = 4096;

  /** First releases of each major version whose psql can be restricted. */
  private static final Map<Integer, Integer> SINCE = Map.of(13, 22, 14, 19, 15, 14, 16, 10, 17, 6);

  private final OutputStream psql;
  private final String key = UUID.randomUUID().toString().replace("-", "");
  private String foreignKey = "";

  Script(OutputStream psql) {
    this.psql = psql;
  }

  /** Nobody reads any more. */
  static final class Gone extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    Gone(IOException cause) {
      super(cause);
    }
  }

  /** Refuses programs that would do whatever a dump tells them. */
  static void refuseUnlessRestricted(Version version) {
    int since = SINCE.getOrDefault(version.major(), version.major() > 17 ? 0 : Integer.MAX_VALUE);
    if (version.minor() < since) {
      throw Failure.of(
              "R437",
              "psql %s runs commands that a script may contain, and cannot be kept from it"
                  .formatted(version))
          .help("Update the client programs to the last release of their version.");
    }
  }

  void begin() throws Gone {
    write("BEGIN;\n" + RESTRICT + key + "\n");
  }

  /** Hands on a dump but for the restriction it brings along, which ours takes the place of. */
  void copy(InputStream dump) throws IOException {
    head(dump);
    byte[] held = new byte[0];
    byte[] buffer = new byte[256 << 10];
    for (int read = dump.read(buffer); read >= 0; read = dump.read(buffer)) {
      byte[] all = Arrays.copyOf(held, held.length + read);
      System.arraycopy(buffer, 0, all, held.length, read);
      int pass = Math.max(0, all.length - TAIL);
      write(all, pass);
      held = Arrays.copyOfRange(all, pass, all.length);
    }
    String tail = new String(held, StandardCharsets.ISO_8859_1);
    String kept =
        foreignKey.isEmpty() ? tail : tail.replace("\n\\unrestrict " + foreignKey + "\n", "\n");
    byte[] bytes = kept.getBytes(StandardCharsets.ISO_8859_1);
    write(bytes, bytes.length);
  }

  // Before its first statement a dump has comments, empty lines and, of late, a restriction.
  private void head(InputStream dump) throws IOException {
    while (true) {
      byte[] line = line(dump);
      String text = new String(line, StandardCharsets.ISO_8859_1);
      if (text.startsWith(RESTRICT)) {
        foreignKey = text.substring(RESTRICT.length()).strip();
        return;
      }
      write(line, line.length);
      if (line.length == 0 || !(text.isBlank() || text.startsWith("--"))) {
        return;
      }
    }
  }

  private static byte[] line(InputStream dump) throws IOException {
    java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    for (int next = dump.read(); next >= 0; next = dump.read()) {
      line.write(next);
      if (next == '\n') {
        break;
      }
    }
    return line.toByteArray();
  }

  /** Hands on statements, the last of which need not be ended. */
  void statements(String sql) throws Gone {
    write(sql + "\n;\n");
  }

  /**
   * Makes it so, and ends the input.
   *
   * @return what psql says once it is so, and only then
   */
  String commitAloud() throws IOException {
    String proof = "committed " + key;
    write("\\unrestrict " + key + "\nCOMMIT;\n\\echo " + proof + "\n");
    psql.close();
    return proof;
  }

  /** Makes it so, and ends the input. */
  void commit() throws IOException {
    write("\\unrestrict " + key + "\nCOMMIT;\n");
    psql.close();
  }

  private void write(String text) throws Gone {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, bytes.length);
  }

  private void write(byte[] bytes, int length) throws Gone {
    try {
      psql.write(bytes, 0, length);
      psql.flush();
    } catch (IOException e) {
      throw new Gone(e);
    }
  }
}
