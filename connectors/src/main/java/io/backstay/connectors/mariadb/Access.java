package io.backstay.connectors.mariadb;

import io.backstay.spi.Finding;
import io.backstay.spi.Tools;

/** How a server is reached. */
interface Access {
  /**
   * Its client programs.
   *
   * @throws io.backstay.spi.Failure when there are none, or no way to them
   */
  Client client(Tools tools);

  /** What can be said without starting a program. */
  Finding finding();

  /** Where the server is, for people. */
  String says();
}
