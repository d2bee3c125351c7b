package io.backstay.run.stream;

import java.nio.file.attribute.PosixFileAttributes;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Names of users and groups; each is looked up once. */
final class Owners {
  private final Map<Integer, String> users = new ConcurrentHashMap<>();
  private final Map<Integer, String> groups = new ConcurrentHashMap<>();

  /** The name of the user who owns a file; empty when the system knows none. */
  String user(int uid, PosixFileAttributes file) {
    return users.computeIfAbsent(uid, id -> name(id, file::owner));
  }

  String group(int gid, PosixFileAttributes file) {
    return groups.computeIfAbsent(gid, id -> name(id, file::group));
  }

  private static String name(int id, Supplier<Principal> principal) {
    String name = principal.get().getName();
    // The system answers with the number itself when it knows no name.
    boolean number = name.equals(Integer.toString(id)) || name.equals(Integer.toUnsignedString(id));
    return number ? "" : name;
  }
}
