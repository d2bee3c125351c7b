package io.backstay.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives each comment to what it stands by: above a line, at its end, or at the end of a list or
 * map, as far as its indentation tells.
 */
final class WrittenComments {
  private final Written.Group root;
  private final List<Written.Entry> entries = new ArrayList<>();

  /** The groups an entry is in, the innermost first. */
  private final Map<Written.Entry, List<Written.Group>> around = new HashMap<>();

  private WrittenComments(Written.Group root) {
    this.root = root;
    collect(root, List.of());
  }

  static void give(WrittenReader.File file) {
    WrittenComments comments = new WrittenComments(file.root());
    Written.Group last = null;
    for (Written.Comment comment : file.comments()) {
      last = comments.give(comment, last);
    }
  }

  private void collect(Written.Group group, List<Written.Group> outer) {
    List<Written.Group> groups = new ArrayList<>(outer);
    groups.addFirst(group);
    for (Written.Entry entry : group.entries()) {
      entries.add(entry);
      around.put(entry, groups);
      Written.Group block = entry.block();
      if (block != null) {
        collect(block, groups);
      }
    }
  }

  /**
   * Gives away a comment.
   *
   * @param last the group that the comment before it was put at the end of, if any
   * @return the group that this one was put at the end of
   */
  private Written.@Nullable Group give(Written.Comment comment, Written.@Nullable Group last) {
    Written.Entry before = null;
    Written.Entry next = null;
    for (Written.Entry entry : entries) {
      if (entry.start() < comment.at()) {
        before = entry;
      } else {
        next = entry;
        break;
      }
    }
    if (before != null && comment.at() < before.head()) {
      before.above().add(comment);
      return null;
    }
    if (before != null && !comment.alone()) {
      (before.beside().isEmpty() ? before.beside() : before.above()).add(comment);
      return null;
    }
    boolean announces = next != null && !next.above().isEmpty();
    Written.Group ended = before == null || announces ? null : ended(comment, before, next, last);
    if (ended != null) {
      ended.tail().add(comment);
    } else if (next != null) {
      next.above().add(comment);
    } else {
      root.tail().add(comment);
    }
    return ended;
  }

  /** The innermost group that ends here and that the comment is indented like. */
  private Written.@Nullable Group ended(
      Written.Comment comment,
      Written.Entry before,
      Written.@Nullable Entry next,
      Written.@Nullable Group last) {
    List<Written.Group> groups = around(before);
    int from = last == null ? 0 : Math.max(0, groups.indexOf(last));
    for (Written.Group group : groups.subList(from, groups.size())) {
      if (next != null && around(next).contains(group)) {
        return null;
      }
      boolean within =
          group.brackets() ? comment.at() < group.end() : indented(comment, group, next);
      if (within) {
        return group;
      }
    }
    return null;
  }

  private boolean indented(
      Written.Comment comment, Written.Group group, Written.@Nullable Entry next) {
    boolean deeper = group.equals(root) || group.column() > 0;
    return deeper
        && comment.column() >= group.column()
        && (next == null || comment.column() > around(next).getFirst().column());
  }

  private List<Written.Group> around(Written.Entry entry) {
    return around.getOrDefault(entry, List.of());
  }
}
