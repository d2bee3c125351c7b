package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end and judges it by its exit code. */
final class ProgramOp {
  private static final int CAPTURED = 64 * 1024;
  private static final int SHOWN = 3;

  private ProgramOp() {}

  static Facts run(Op.Run op, Tools tools, Secrets secrets) {
    try (Program program = tools.start(op.command())) {
      program.input().close();
      // Masked before it is cut: the beginning of a secret at the cut could not be recognised.
      String output = op.capture() ? secrets.hide(text(program.output())) : "";
      Program.Exit exit = program.await();
      exit.stderr().lines().forEach(tools::log);
      if (!op.expect().contains(exit.code())) {
        throw failed(op, exit);
      }
      Facts facts = Facts.of("exit", exit.code());
      return op.capture() ? facts.and(Facts.of("stdout", cut(output))) : facts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads on behind what is kept, so that the program does not wait for a reader. */
  private static String text(InputStream output) throws IOException {
    byte[] kept = output.readNBytes(2 * CAPTURED);
    output.transferTo(OutputStream.nullOutputStream());
    return new String(kept, UTF_8);
  }

  private static String cut(String output) {
    return output.substring(0, Math.min(output.length(), CAPTURED));
  }

  private static Failure failed(Op.Run op, Program.Exit exit) {
    Path program = Path.of(op.command().argv().getFirst()).getFileName();
    String how = exit.code() > 128 ? " (signal " + (exit.code() - 128) + ")" : "";
    List<String> lines = exit.stderr().lines().filter(line -> !line.isBlank()).toList();
    String last = String.join("; ", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
    return Failure.of(
        "R107",
        "`" + program + "` exited with " + exit.code() + how + (last.isEmpty() ? "" : ": " + last));
  }
}
