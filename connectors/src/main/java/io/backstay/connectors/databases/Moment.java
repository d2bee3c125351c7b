package io.backstay.connectors.databases;

import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Handle;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The moment of a dump. The server lets nobody else look at it, so the rows are counted in the dump
 * and written down here for whoever asks within the same step.
 *
 * @param file where
 */
public record Moment(Path file) implements Handle {
  private static final String FILE = "rows-of-the-dump";

  /** Asks for one. */
  public record Asked() implements Request {
    @Override
    public String says() {
      return "rows are counted in the dump itself, so that both are of the same moment";
    }
  }

  /**
   * What a dump comes to whose rows are counted in it.
   *
   * @param request asks the source for the dump
   */
  public static List<Op> dump(Ref ref, Request request, DatabaseSource.Dump dump) {
    List<Op> ops = new ArrayList<>();
    ops.add(
        new Op.Stream(
            new Op.Producer.From(ref, request),
            new Op.Drain.ToArtifact(dump.artifact(), dump.codec(), Set.of())));
    if (!dump.record().rowCounts().isEmpty()) {
      ops.add(
          new Op.Observe(
              ref, new DatabaseSource.RowCounts(dump.record().rowCounts()), "row-counts"));
    }
    if (dump.record().schema()) {
      ops.add(new Op.Observe(ref, new DatabaseSource.Schema(), "schema"));
    }
    return List.of(new Op.Hold(ref, new Asked(), ops));
  }

  /** Begins one. */
  public static Moment in(Tools tools) {
    try {
      return new Moment(Files.createTempFile(tools.scratch(), "rows", ".txt"));
    } catch (IOException e) {
      throw Failure.of("R441", "cannot write in `" + tools.scratch() + "`").because(e);
    }
  }

  /** Whether what happens belongs to one. */
  public static boolean held(Tools tools) {
    return tools.facts().text(FILE).isPresent();
  }

  /** Writes down what was counted. */
  public static void write(Map<String, Long> rows, Tools tools) {
    String text =
        rows.entrySet().stream()
            .map(e -> e.getValue() + " " + hex(e.getKey()) + "\n")
            .collect(Collectors.joining());
    try {
      Files.writeString(of(tools), text);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** What was counted, by name. */
  public static Map<String, Object> counts(Tools tools) {
    Map<String, Object> all = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(of(tools))) {
        String[] parts = line.split(" ", 2);
        byte[] name = HexFormat.of().parseHex(parts[1]);
        all.put(new String(name, StandardCharsets.UTF_8), Long.parseLong(parts[0]));
      }
    } catch (IOException e) {
      throw lost(e);
    }
    return all;
  }

  private static Path of(Tools tools) {
    return Path.of(tools.facts().text(FILE).orElseThrow());
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Failure lost(IOException cause) {
    return Failure.of("R433", "what was counted in the dump is lost").because(cause);
  }

  @Override
  public Facts facts() {
    return Facts.of(FILE, file.toString());
  }

  @Override
  public void confirm() {
    if (!Files.exists(file)) {
      throw Failure.of("R433", "what was counted in the dump is lost");
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The directory it is in is removed with the run.
      return;
    }
  }
}
