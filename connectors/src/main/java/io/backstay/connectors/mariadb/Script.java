package io.backstay.connectors.mariadb;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

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
