package io.backstay.run;

import io.backstay.spi.Durable;
import io.backstay.spi.EnvValue;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Setting;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Variables in {@code .env} files. What a line was before it was changed is nowhere but in a file
 * beside it that only its owner can read; journals name that file. It is written before the line is
 * changed, so that where it is missing nothing has happened.
 */
record EnvSettings() implements Resource {
  /** The fact that says until when the previous line is kept. */
  private static final String KEEP_UNTIL = "keep-until";

  @Override
  public Ref ref() {
    return Ref.SETTINGS;
  }

  @Override
  public String says() {
    return "settings";
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of();
  }

  /** Finds out that it could be done, and where what is there now will be kept. */
  @Override
  public Facts observe(Request request, Look look) {
    Setting setting = (Setting) request;
    try {
      Path file = real(setting.file());
      EnvFile.of(Files.readAllBytes(file)).set(setting.key(), value(setting, look));
      String run = look instanceof Tools tools ? tools.run().id() : "";
      return new Facts(
          Map.of(
              "file", file.toString(),
              "key", setting.key(),
              "previous", PreviousLine.beside(file, setting.key(), run).toString()));
    } catch (IOException e) {
      throw unusable(setting.file(), e);
    }
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    Setting setting = (Setting) request;
    Path file = Path.of(tools.facts().text("file").orElseThrow());
    Path beside = Path.of(tools.facts().text("previous").orElseThrow());
    try {
      Instant now = tools.clock().instant();
      Instant until = now.plus(setting.keep());
      PreviousLine.sweep(file, beside, now);
      EnvFile there = EnvFile.of(Files.readAllBytes(file));
      if (Files.notExists(beside)) {
        new PreviousLine(until, there.line(setting.key())).write(beside, file);
      }
      String line = there.set(setting.key(), value(setting, tools));
      ForeignFile.replace(file, there.with(setting.key(), line).bytes());
      return Facts.of(KEEP_UNTIL, until.toString());
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    Path file = Path.of(facts.text("file").orElseThrow());
    Path beside = Path.of(facts.text("previous").orElseThrow());
    try {
      if (Files.exists(beside)) {
        String line = PreviousLine.read(beside).line();
        EnvFile there = EnvFile.of(Files.readAllBytes(file));
        EnvFile before = there.with(facts.text("key").orElseThrow(), line);
        ForeignFile.replace(file, before.bytes());
        Files.delete(beside);
        Durable.force(beside.resolveSibling("."));
      }
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static Path real(Path file) throws IOException {
    Path real = file.toRealPath();
    if (!Files.isRegularFile(real)) {
      throw Failure.of("R755", "`" + file + "` is not a file").help("Name a `.env` file.");
    }
    return real;
  }

  private static String value(Setting setting, Look look) {
    return switch (setting.value()) {
      case EnvValue.Plain(String text) -> text;
      case EnvValue.Hidden(var secret) -> look.reveal(secret);
    };
  }

  private static Failure unusable(Path file, IOException e) {
    return Failure.of("R755", "`" + file + "` cannot be changed: " + e)
        .because(e)
        .help("It has to be there, and this user has to be allowed to replace it.");
  }
}
