package io.backstay.expr;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a name before anything runs. What is said of a group holds for all its members.
 *
 * @param kind what it stands for; empty for a group that has no value of its own
 * @param secret whether it is a secret or contains one
 * @param late whether only the run knows its value
 * @param absence why it may be absent, such as {@code step `dump` has `when:`}; empty if it cannot
 *     be
 * @param values the only texts it can be; empty if it can be any
 * @param members by the last part of their names
 */
public record Entry(
    Optional<Kind> kind,
    boolean secret,
    boolean late,
    Optional<String> absence,
    List<String> values,
    Map<String, Entry> members) {

  /** Copies list and map. */
  public Entry {
    values = List.copyOf(values);
    members = Map.copyOf(members);
  }

  /** A name with a value. */
  public static Entry of(Kind kind) {
    return new Entry(
        Optional.of(kind), kind == Kind.SECRET, false, Optional.empty(), List.of(), Map.of());
  }

  /** A name that only has members. */
  public static Entry group(Map<String, Entry> members) {
    return new Entry(Optional.empty(), false, false, Optional.empty(), List.of(), members);
  }

  /** The same, being or containing a secret. */
  public Entry hidden() {
    return new Entry(kind, true, late, absence, values, members);
  }

  /** The same, with a value that only the run knows. */
  public Entry knownAtRun() {
    return new Entry(kind, secret, true, absence, values, members);
  }

  /** The same, perhaps absent. */
  public Entry maybeAbsent(String why) {
    return new Entry(kind, secret, late, Optional.of(why), values, members);
  }

  /** The same, being one of some texts. */
  public Entry oneOf(List<String> texts) {
    return new Entry(kind, secret, late, absence, texts, members);
  }

  /** The same, with members. */
  public Entry with(Map<String, Entry> names) {
    return new Entry(kind, secret, late, absence, values, names);
  }

  /** A member, with what it inherits. */
  Optional<Entry> member(String name) {
    return Optional.ofNullable(members.get(name))
        .map(
            it ->
                new Entry(
                    it.kind,
                    it.secret || secret,
                    it.late || late,
                    it.absence.or(() -> absence),
                    it.values,
                    it.members));
  }

  /** A member of a member. */
  Optional<Entry> find(List<String> path) {
    Optional<Entry> entry = Optional.of(this);
    for (String part : path) {
      entry = entry.flatMap(group -> group.member(part));
    }
    return entry;
  }
}
