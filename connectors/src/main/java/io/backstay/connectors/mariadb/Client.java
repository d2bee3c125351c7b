package io.backstay.connectors.mariadb;

import io.backstay.spi.Program;
import java.util.List;

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
}
