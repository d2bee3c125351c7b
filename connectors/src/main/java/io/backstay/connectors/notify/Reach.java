package io.backstay.connectors.notify;

import io.backstay.spi.Failure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/**
 * How far a plan may make this host write: not to itself nor into private networks, unless it says
 * so.
 *
 * @param who is written to, for messages
 * @param local whether private addresses are allowed
 */
record Reach(String who, boolean local) {

  /**
   * Lets a host pass.
   *
   * @throws Failure when it is too near, or not known
   */
  void allow(String host) {
    try {
      if (!local && Stream.of(InetAddress.getAllByName(host)).anyMatch(Reach::near)) {
        throw failed("its address is of this host or of a private network")
            .help("if that is meant, write  allow-private: true");
      }
    } catch (UnknownHostException e) {
      throw failed("its host is not known").because(e);
    }
  }

  private static boolean near(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    return unique
        || address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress();
  }

  /** What is said when nobody can be sure that somebody was told. */
  Failure failed(String why) {
    return Failure.of("R760", "cannot tell " + who + ": " + why);
  }
}
