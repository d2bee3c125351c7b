package io.backstay.connectors.redis;

import io.backstay.spi.Finding;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.util.List;

/** How a server is reached. */
interface Access {
  /**
   * Starts its client program, which is told where the server is; its input is open.
   *
   * @param arguments what else it is told
   * @throws io.backstay.spi.Failure when there is none, or no way to it
   */
  Program start(List<String> arguments, Tools tools);

  /** What can be said without starting a program. */
  Finding finding();

  /** As whom we come. */
  Login login();

  /** Where the server is, for people. */
  String says();
}
