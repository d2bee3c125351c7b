package io.backstay.connectors.postgres;

import io.backstay.spi.Look;
import io.backstay.spi.Tools;
import java.util.Optional;

/** How a server is reached while a run acts, and how it is merely looked at. */
interface Access {
  /**
   * A session for the work of a run.
   *
   * @throws io.backstay.spi.Failure when there is no way in
   */
  SqlSession session(String database, Tools tools);

  /**
   * A session that changes nothing and for which nothing is started.
   *
   * @throws io.backstay.spi.Failure when there is no way in
   */
  SqlSession readOnly(String database, Look look);

  /** Whether looking takes another way than acting, so that what looking cannot do says little. */
  boolean looksFromOutside();

  /**
   * Client programs for a server of this version.
   *
   * @throws io.backstay.spi.Failure when there are none that suit it
   */
  Client client(Version server, Tools tools);

  /** Removes what an interrupted load of a database may have left for the client programs. */
  void sweep(String database, Tools tools);

  /**
   * The version of the client programs that would be used, as far as that shows without starting
   * one.
   *
   * @throws io.backstay.spi.Failure when there are none that suit it
   */
  Optional<Version> foresee(Version server);

  /**
   * The server as other programs on this host reach it.
   *
   * @throws io.backstay.spi.Failure when they cannot
   */
  Server fromHere();

  /**
   * Where the server's own files would be seen, were it on this host.
   *
   * @throws io.backstay.spi.Failure when there is no way in
   */
  DataDirectory data();

  /** Where the server is, for people. */
  String says();
}
