package io.backstay.run.stream;

/** Whether an archive holds all that another one has left to it, with the same content. */
final class BaseCount {
  private final FileSet wanted;
  private long found;

  BaseCount(FileSet wanted) {
    this.wanted = wanted;
  }

  /** A member of the base, with the digest of its content. */
  void add(Member member) throws StreamException {
    if (member.type() != Member.Type.FILE || !wanted.resembles(member)) {
      return;
    }
    if (!wanted.holds(member)) {
      throw Damage.of(
          RawName.shown(member.name()) + " has another content in the base than when it was left");
    }
    found++;
  }

  /** To be called when all members were added. */
  void finish(StoredFile base) throws StreamException {
    if (found != wanted.files()) {
      throw Damage.of(
          "`%s` has %d of the %d files that were left to it"
              .formatted(base.file(), found, wanted.files()));
    }
  }
}
