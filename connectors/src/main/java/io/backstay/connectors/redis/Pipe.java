package io.backstay.connectors.redis;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands by the million, through one client program that counts the answers. */
final class Pipe implements AutoCloseable {
  private final Server server;
  private final Program program;
  private final OutputStream out;

  private Pipe(Server server, Program program) {
    this.server = server;
    this.program = program;
    this.out = new BufferedOutputStream(program.input(), 256 << 10);
  }

  /** Begins. */
  static Pipe into(Server server) {
    Access access = server.access();
    Program program = access.start(List.of("--pipe", "--pipe-timeout", "600"), server.tools());
    Pipe pipe = new Pipe(server, program);
    access
        .login()
        .password(server.tools())
        .ifPresent(password -> pipe.say("AUTH", access.login().user(), password));
    return pipe;
  }

  /** A command. */
  void say(Object... words) {
    try {
      head(words.length);
      for (Object word : words) {
        word(word instanceof byte[] bytes ? bytes : text(String.valueOf(word)));
      }
    } catch (IOException e) {
      throw refused().because(e);
    }
  }

  /** Makes a key. */
  void restore(byte[] key, long expires, Payload payload) {
    try {
      head(expires == 0 ? 4 : 5);
      word(text("RESTORE"));
      word(key);
      word(text(String.valueOf(expires)));
      out.write(text("$" + payload.length() + "\r\n"));
      payload.writeTo(out);
      out.write(text("\r\n"));
      if (expires != 0) {
        word(text("ABSTTL"));
      }
    } catch (IOException e) {
      throw refused().because(e);
    }
  }

  private void head(int words) throws IOException {
    out.write(text("*" + words + "\r\n"));
  }

  private void word(byte[] bytes) throws IOException {
    out.write(text("$" + bytes.length + "\r\n"));
    out.write(bytes);
    out.write(text("\r\n"));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Makes sure that every command was taken. */
  void end() {
    try {
      out.flush();
      program.input().close();
    } catch (IOException e) {
      throw refused().because(e);
    }
    if (!program.await().ok()) {
      throw refused();
    }
  }

  private Failure refused() {
    Program.Exit exit = program.await();
    List<String> said = Trouble.lines(exit.stderr());
    if (exit.code() > 128 || said.isEmpty()) {
      return Trouble.exited(exit);
    }
    return Failure.of(
        "R439", "Redis %s refused keys: %s".formatted(server.access().says(), said.getLast()));
  }

  @Override
  public void close() {
    program.close();
  }
}
