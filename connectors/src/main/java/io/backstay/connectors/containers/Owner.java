package io.backstay.connectors.containers;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The process a helper container belongs to, so that helpers of dead processes can be told from
 * those in use.
 *
 * @param host name of the host
 * @param boot which start of that host, and which of its process tables
 * @param pid the process
 * @param start when that process started: numbers are given out again
 */
record Owner(String host, String boot, long pid, String start) {

  static Owner self() {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(hostName(), bootId(), self.pid(), started(self));
  }

  static Owner parse(String label) {
    String[] parts = label.split("\\|", -1);
    boolean known = parts.length == 4 && parts[2].matches("\\d{1,10}");
    return known
        ? new Owner(parts[0], parts[1], Long.parseLong(parts[2]), parts[3])
        : new Owner("", "", 0, "");
  }

  String label() {
    return host + "|" + boot + "|" + pid + "|" + start;
  }

  /** Whether this is certain, seen from another process. */
  boolean deadAsSeenBy(Owner other) {
    if (!host.equals(other.host)) {
      return false;
    }
    return !boot.equals(other.boot)
        ? !sameBoot(other)
        : ProcessHandle.of(pid).filter(found -> started(found).equals(start)).isEmpty();
  }

  // The same start of the machine but another process table: a container's, perhaps alive.
  private boolean sameBoot(Owner other) {
    return boot.substring(0, boot.indexOf('/') + 1)
        .equals(other.boot.substring(0, other.boot.indexOf('/') + 1));
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String bootId() {
    try {
      String id = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return id + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException e) {
      return "/";
    }
  }

  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
