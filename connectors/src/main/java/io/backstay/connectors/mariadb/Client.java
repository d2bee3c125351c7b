package io.backstay.connectors.mariadb;

import io.backstay.spi.Program;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The server's client programs, wherever they run. */
interface Client {
  /** The program that takes statements, by the name MariaDB gives it. */
  String STATEMENTS = "mariadb";

  /** The program that dumps, likewise. */
  String DUMP = "mariadb-dump";

  /**
   * Starts one that connects to the server. Who it comes as, and by which password, it reads where
   * nobody else can; its input is open.
   */
  Program start(String program, List<String> arguments);

  /** Whether a connection has to be protected by TLS. */
  boolean demandsTls();

  /** Refuses a server of this version, when the programs are not for it. */
  void demand(String version);

  /**
   * Programs that are started like this.
   *
   * @param login where they go
   * @param brand whose they are; null for the server's own
   */
  static Client of(
      Login login, @Nullable Brand brand, BiFunction<String, List<String>, Program> start) {
    return new Client() {
      @Override
      public Program start(String program, List<String> arguments) {
        return start.apply(program, arguments);
      }

      @Override
      public boolean demandsTls() {
        return login.tls().demanded();
      }

      @Override
      public void demand(String version) {
        if (brand != null) {
          brand.demand(version);
        }
      }
    };
  }
}
