package io.backstay.app.schedule;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The crontab of this user, by way of the program that looks after it. */
public final class Crontab implements Place {
  private static final Path ROOT = Path.of("/");
  private static final String SEE = "crontab -e shows it";

  @Override
  public String name() {
    return "crontab";
  }

  @Override
  public List<Piece> present() {
    return Block.of(lines()).stream().flatMap(block -> block.piece().stream()).toList();
  }

  @Override
  public void change(List<Piece> written, List<Piece> removed) {
    StringBuilder text = new StringBuilder();
    List<Piece> missing = new ArrayList<>(written);
    for (Block block : Block.of(lines())) {
      Optional<Piece> piece = block.piece();
      Optional<Piece> instead =
          piece.flatMap(it -> missing.stream().filter(it::replaces).findFirst());
      if (instead.isPresent()) {
        text.append(foreign(instead.get().text()));
        missing.remove(instead.get());
      } else if (piece.filter(it -> removed.stream().anyMatch(it::replaces)).isEmpty()) {
        text.append(block.text());
      }
    }
    missing.forEach(piece -> text.append(foreign(piece.text())));
    write(text.toString());
  }

  /** Other people's lines are bytes: each of them is a character here. */
  private static String foreign(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String own(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  private static String lines() {
    Command.Result list = Command.run(List.of("crontab", "-l"), "");
    boolean none = list.err().startsWith("no crontab for ");
    if (list.exit() != 0 && !none) {
      throw Trouble.unable("`crontab -l` says: " + list.says(), "may this user have one?");
    }
    return none ? "" : list.out();
  }

  private static void write(String text) {
    List<String> words = text.isEmpty() ? List.of("crontab", "-r") : List.of("crontab", "-");
    if (text.isEmpty() && lines().isEmpty()) {
      return;
    }
    Command.Result result = Command.run(words, text);
    if (result.exit() != 0) {
      throw Trouble.unable("`crontab` says: " + result.says(), "nothing was changed");
    }
    if (!lines().equals(text)) {
      throw Trouble.unable("the crontab is not what was written", SEE);
    }
  }

  /**
   * Lines that belong together.
   *
   * @param text with the ends of the lines
   * @param mark whose they are; empty for somebody else's
   */
  private record Block(String text, Optional<Mark> mark) {
    static List<Block> of(String crontab) {
      List<Block> blocks = new ArrayList<>();
      StringBuilder lines = new StringBuilder();
      Optional<Mark> mark = Optional.empty();
      for (String line : crontab.isEmpty() ? new String[0] : crontab.split("(?<=\n)")) {
        boolean begins = mark.isEmpty() && begin(line).isPresent();
        if (begins) {
          flush(lines, mark, blocks);
          mark = begin(line);
        }
        lines.append(line);
        if (mark.isPresent() && own(line).strip().equals(CrontabForm.END + mark.get())) {
          flush(lines, mark, blocks);
          mark = Optional.empty();
        }
      }
      if (mark.isPresent()) {
        throw Trouble.foreign("the crontab has the beginning of a schedule, but not its end", SEE);
      }
      flush(lines, mark, blocks);
      return blocks;
    }

    private static Optional<Mark> begin(String line) {
      return line.startsWith(CrontabForm.BEGIN)
          ? Mark.in(own(line).strip(), ROOT)
          : Optional.empty();
    }

    private static void flush(StringBuilder lines, Optional<Mark> mark, List<Block> blocks) {
      String text = lines.isEmpty() || lines.toString().endsWith("\n") ? "" + lines : lines + "\n";
      if (!text.isEmpty()) {
        blocks.add(new Block(text, mark));
      }
      lines.setLength(0);
    }

    Optional<Piece> piece() {
      return mark.map(it -> new Piece(Piece.CRONTAB, it, own(text)));
    }
  }
}
