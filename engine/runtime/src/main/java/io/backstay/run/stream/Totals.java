package io.backstay.run.stream;

/**
 * How much an archive holds.
 *
 * @param files regular files, without further names of the same file
 * @param directories directories, roots included
 * @param links symbolic and hard links
 * @param others named pipes and devices
 * @param bytes content of all files
 */
public record Totals(long files, long directories, long links, long others, long bytes) {
  /** Nothing at all. */
  public static final Totals NONE = new Totals(0, 0, 0, 0, 0);

  /** Members of every kind. */
  public long members() {
    return files + directories + links + others;
  }

  /** These and those. */
  public Totals plus(Totals more) {
    return new Totals(
        files + more.files,
        directories + more.directories,
        links + more.links,
        others + more.others,
        bytes + more.bytes);
  }

  Totals minus(Totals less) {
    return new Totals(
        files - less.files,
        directories - less.directories,
        links - less.links,
        others - less.others,
        bytes - less.bytes);
  }

  Totals plus(Member member) {
    return switch (member.type()) {
      case FILE -> new Totals(files + 1, directories, links, others, bytes + member.size());
      case DIRECTORY -> new Totals(files, directories + 1, links, others, bytes);
      case SYMLINK, HARDLINK -> new Totals(files, directories, links + 1, others, bytes);
      default -> new Totals(files, directories, links, others + 1, bytes);
    };
  }
}
