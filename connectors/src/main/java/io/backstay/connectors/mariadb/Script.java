package io.backstay.connectors.mariadb;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A script that is fed to a program which takes its statements, and none of its commands. */
final class Script implements AutoCloseable {
  private final Program program;
  private final String where;

  private Script(Program program, String where) {
    this.program = program;
    this.where = where;
  }

  /** Begins one. */
  static Script into(Client client, String database, String where) {
    List<String> arguments = new ArrayList<>(Session.ARGUMENTS);
    arguments.add("--database=" + database);
    return new Script(client.start(Client.STATEMENTS, arguments), where);
  }

  /** Does a whole one. */
  static void run(Client client, String database, String where, byte[] script) {
    try (Script running = into(client, database, where)) {
      running.feed(new ByteArrayInputStream(script));
      running.end();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does statements out of a plan in one transaction, as far as they leave it open. */
  static void commit(Client client, String database, String where, String sql) {
    String proof = UUID.randomUUID().toString();
    String all = "START TRANSACTION;\n%s\n;\nCOMMIT;\nSELECT '%s';\n".formatted(sql, proof);
    try (Script running = into(client, database, where)) {
      running.feed(new ByteArrayInputStream(all.getBytes(StandardCharsets.UTF_8)));
      running.program.input().close();
      String said = new String(running.program.output().readAllBytes(), StandardCharsets.UTF_8);
      running.end();
      // Whoever has changed the delimiter has changed it for what follows, too.
      if (!said.strip().endsWith(proof)) {
        throw Failure.of("R436", "MariaDB answered: the statements were not committed");
      }
    } catch (IOException e) {
      throw Failure.of("R436", Client.STATEMENTS + " does not answer: " + e.getMessage())
          .because(e);
    }
  }

  /**
   * Hands on statements.
   *
   * @throws IOException when they cannot be read
   */
  void feed(InputStream statements) throws IOException {
    byte[] buffer = new byte[256 << 10];
    for (int read = statements.read(buffer); read >= 0; read = statements.read(buffer)) {
      write(buffer, read);
    }
  }

  // Once the program has given up it stops reading; why, is in its last words.
  private void write(byte[] bytes, int length) {
    try {
      OutputStream in = program.input();
      in.write(bytes, 0, length);
      in.flush();
    } catch (IOException e) {
      throw refused(program.await()).because(e);
    }
  }

  /** Ends the input, and makes sure that every statement was taken. */
  void end() {
    try {
      program.input().close();
    } catch (IOException e) {
      throw refused(program.await()).because(e);
    }
    Program.Exit exit = program.await();
    if (!exit.ok()) {
      throw refused(exit);
    }
  }

  private Failure refused(Program.Exit exit) {
    if (exit.code() > 128) {
      return Trouble.exited(Client.STATEMENTS, exit);
    }
    Failure why = Trouble.asking(where, exit);
    Failure failure = Failure.of("R439", "the script was refused: " + why.message());
    return why.isTransient() ? failure.transientOne() : failure;
  }

  @Override
  public void close() {
    program.close();
  }
}
