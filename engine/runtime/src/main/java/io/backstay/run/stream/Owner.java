package io.backstay.run.stream;

import java.io.IOException;

/**
 * Who owns a file, by number.
 *
 * @param uid user
 * @param gid group
 */
record Owner(long uid, long gid) {
  static Owner of(OpenDirectory directory) throws IOException {
    Stat stat = Stat.of(directory, null);
    return new Owner(Integer.toUnsignedLong(stat.uid()), Integer.toUnsignedLong(stat.gid()));
  }

  static Owner of(Member member) {
    return new Owner(member.uid(), member.gid());
  }
}
