package io.backstay.run.stream;

/** Stops an archive that holds more than it may, before the excess is written. */
final class Limits {
  private final long mostMembers;
  private final long mostBytes;
  private long members;
  private long bytes;

  Limits(long mostMembers, long mostBytes) {
    this.mostMembers = mostMembers;
    this.mostBytes = mostBytes;
  }

  void count(Member member) throws StreamException {
    members++;
    if (members > mostMembers) {
      throw MemberPath.refused(
          member.name(), "the archive may hold %d members".formatted(mostMembers));
    }
    if (member.size() > mostBytes - bytes) {
      throw MemberPath.refused(
          member.name(), "the archive may hold %d bytes of content".formatted(mostBytes));
    }
    bytes += member.size();
  }
}
