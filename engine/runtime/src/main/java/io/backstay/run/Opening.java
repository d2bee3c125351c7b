package io.backstay.run;

import io.backstay.run.stream.Codec;
import io.backstay.run.stream.Destination;
import io.backstay.run.stream.Pipeline;
import io.backstay.run.stream.Producer;
import io.backstay.run.stream.StreamException;
import io.backstay.set.Sealed;
import io.backstay.set.SetContent;
import io.backstay.spi.Failure;
import io.backstay.spi.Sealing;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Opens encrypted files with whatever the plan has for it. */
final class Opening {
  private final List<Sealing> openers;
  private final Tools tools;

  /**
   * Opens.
   *
   * @param first tried before what the plan's Backup encrypts with
   */
  Opening(RunSets sets, List<Sealing> first, Tools tools) {
    this.openers =
        Stream.concat(first.stream(), sets.program().sets().sealings().stream()).toList();
    this.tools = tools;
  }

  /**
   * Writes what a file holds to another one, which has its name only when all of it is what was
   * encrypted.
   *
   * @param file its bytes already held against the manifest
   * @throws Failure when nothing opens it, or it holds something else
   */
  void open(Path file, Sealed sealed, String name, Path target) {
    Failure last = nothing(sealed, name);
    for (Sealing opener : openers) {
      if (opener.way().equals(sealed.seal().way())) {
        try {
          open(opener, file, sealed, name, target);
          return;
        } catch (Failure failure) {
          if (!tryTheNext(failure)) {
            throw failure;
          }
          last = failure;
        }
      }
    }
    throw last;
  }

  /** Keys are changed now and then, so one that does not fit says nothing about the next. */
  private static boolean tryTheNext(Failure failure) {
    return failure.code().equals("R142") || failure.code().equals("R143");
  }

  private static Failure nothing(Sealed sealed, String name) {
    String way = sealed.seal().way();
    return Failure.of(
            "R142", "`" + name + "` is encrypted by " + way + ", and the plan says nothing of it")
        .help("say what opens it, such as  fetch: {identity: ${secrets.recovery}}");
  }

  private void open(Sealing opener, Path file, Sealed sealed, String name, Path target) {
    try (InputStream in = opener.open(file, sealed.seal(), tools)) {
      InputStream proven = SetContent.proven(in, name, sealed.content());
      Destination destination =
          Destination.of(target).with(Codec.NONE).with(tools::progress, tools::cancelled);
      Pipeline.store(Producer.of(proven), destination);
    } catch (StreamException e) {
      throw StreamFailures.of(e);
    } catch (IOException e) {
      throw Failure.of("R143", "`" + name + "` cannot be decrypted: " + e.getMessage()).because(e);
    }
  }
}
