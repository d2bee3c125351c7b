package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a member goes, as the names of directories and its own; free of everything that could lead
 * out of the place it is unpacked in.
 *
 * @param parts names without slashes, none of them {@code .} or {@code ..}; empty for the top
 */
record MemberPath(List<String> parts) {
  private static final int LONGEST = 3800;
  private static final int LONGEST_PART = 255;
  private static final int DEEPEST = 500;
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[/\\\\].*", Pattern.DOTALL);

  private static final Pattern WAY_UP = Pattern.compile("(.*/)?\\.\\.(/.*)?", Pattern.DOTALL);

  /**
   * Reads a member's name.
   *
   * @throws StreamException {@link Kind#REFUSED} for a name that must not be unpacked
   */
  static MemberPath of(String name) throws StreamException {
    refuseIf(name.isEmpty(), name, "is empty");
    refuseIf(name.startsWith("/"), name, "is absolute");
    refuseIf(DRIVE.matcher(name).matches(), name, "names a drive");
    // Below its root a backslash is a letter like any other; roots are names from plans.
    refuseIf(name.split("/", 2)[0].indexOf('\\') >= 0, name, "is another system's path");
    refuseIf(WAY_UP.matcher(name).matches(), name, "leads upwards");
    refuseIf(name.indexOf('\0') >= 0, name, "contains a zero byte");
    refuseIf(RawName.encode(name).length > LONGEST, name, "is too long");
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/")) {
      if (!part.isEmpty() && !part.equals(".")) {
        refuseIf(RawName.encode(part).length > LONGEST_PART, name, "has a part that is too long");
        parts.add(part);
      }
    }
    refuseIf(parts.size() > DEEPEST, name, "is too deep");
    return new MemberPath(List.copyOf(parts));
  }

  private static void refuseIf(boolean bad, String name, String why) throws StreamException {
    if (bad) {
      throw refused(name, "its name " + why);
    }
  }

  static StreamException refused(String name, String why) {
    String shown = RawName.shown(name.length() > LONGEST_PART ? name.substring(0, 80) : name);
    return StreamException.of(Kind.REFUSED, "the member " + shown + " is refused: " + why);
  }

  boolean isTop() {
    return parts.isEmpty();
  }

  /** Its own name; there is none for the top. */
  String name() {
    return parts.getLast();
  }

  /** The names of the directories above it. */
  List<String> parents() {
    return parts.subList(0, parts.size() - 1);
  }

  String first() {
    return parts.isEmpty() ? "" : parts.getFirst();
  }

  MemberPath withoutFirst() {
    return new MemberPath(parts.subList(1, parts.size()));
  }
}
