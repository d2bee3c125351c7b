package io.backstay.connectors.mariadb;

import io.backstay.spi.Program;
import java.util.List;
import java.util.function.BiFunction;

/** The server's client programs, wherever they run. */
interface Client {
  /** The program that takes statements. */
  String STATEMENTS = "mariadb";

  /** The program that dumps. */
  String DUMP = "mariadb-dump";

  /**
   * Starts one that connects to the server. Who it comes as, and by which password, it reads where
   * nobody else can; its input is open.
   */
  Program start(String program, List<String> arguments);

  /** Whether a connection has to be protected by TLS. */
  boolean demandsTls();

  /**
   * Programs that are started like this.
   *
   * @param login where they go
   */
  static Client of(Login login, BiFunction<String, List<String>, Program> start) {
    return new Client() {
      @Override
      public Program start(String program, List<String> arguments) {
        return start.apply(program, arguments);
      }

      @Override
      public boolean demandsTls() {
        return login.tls().demanded();
      }
    };
  }
}
