package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E100;
import static io.backstay.plan.ProblemCode.E107;
import static io.backstay.plan.ProblemCode.E109;
import static io.backstay.plan.ProblemCode.E110;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Bytes of a plan file as text that means the same to whoever reads it. */
final class PlanFile {
  /** Larger files are refused unread; the largest plan anybody wrote has 8 KiB. */
  static final int MOST_BYTES = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private PlanFile() {}

  /**
   * Reads a file.
   *
   * @param name what messages call it
   * @param files where its text goes as soon as there is one, for showing lines of it
   */
  static SourceText read(Path file, String name, Map<String, SourceText> files) throws Unreadable {
    String text = decoded(bytes(file, name), name, files);
    SourceText source = new SourceText(name, text);
    files.put(name, source);
    SecretLines.hide(source);
    checkCharacters(source);
    return source;
  }

  private static byte[] bytes(Path file, String name) throws Unreadable {
    try {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(name);
      }
      if (!Files.isRegularFile(file)) {
        throw refused(
            "`" + name + "` is not a file", "name a plan file, such as plans/app.backup.yaml");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw tooLarge(name);
        }
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw refused("there is no file `" + name + "`", "check the name; paths start where you are");
    } catch (IOException e) {
      throw refused(
          "`" + name + "` cannot be read",
          "check that you may read it: " + e.getClass().getSimpleName());
    }
  }

  private static Unreadable tooLarge(String name) {
    return new Unreadable(
        Problem.of(E109, new Position(name, 1, 1, 0), "a plan file is at most 1 MiB")
            .note("nothing of it was read further"));
  }

  private static Unreadable refused(String message, String help) {
    return new Unreadable(Problem.of(E100, null, message).help(help));
  }

  private static String decoded(byte[] bytes, String name, Map<String, SourceText> files)
      throws Unreadable {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      SourceText before = new SourceText(name, text);
      files.put(name, before);
      SecretLines.hide(before);
      throw new Unreadable(
          Problem.of(E110, before.position(text.length(), text.length()), "a plan file is UTF-8")
              .label("this byte is not")
              .help("save the file as UTF-8"));
    }
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static void checkCharacters(SourceText source) throws Unreadable {
    String text = source.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        throw new Unreadable(
            Problem.of(E107, source.position(i, i + 1), "a plan file contains no tabs")
                .label("a tab")
                .note("editors show tabs differently wide, so what is below what is anyone's guess")
                .help("use spaces"));
      }
      if (unseen(c)) {
        throw new Unreadable(
            Problem.of(
                    E110, source.position(i, i + 1), "a plan file contains no control characters")
                .label("U+%04X".formatted((int) c))
                .note("what a reviewer sees has to be what is run")
                .help("remove it"));
      }
    }
  }

  /** Control characters, line ends that few editors show, and those that reverse what is shown. */
  private static boolean unseen(char c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\r')
        || (c >= '\u2028' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\uFEFF'
        || c >= '\uFFFE';
  }
}
