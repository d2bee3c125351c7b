package io.backstay.connectors.stores.rsync;

import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Calls the program of that name, with a private directory for what it is told by files. Everything
 * a plan says of the server stands in a configuration of SSH there, so that on a command line there
 * are only words of ours, and names of files.
 */
final class Rsync implements AutoCloseable {
  private static final String SILENCE = "--timeout=120";
  private static final int LOOK_EVERY = 50;

  private final RsyncStore store;
  private final Look look;
  private final Path directory;

  private Rsync(RsyncStore store, Look look, Path directory) {
    this.store = store;
    this.look = look;
    this.directory = directory;
  }

  /** Ready to be called; what it needs is written to files only its user can read. */
  static Rsync of(RsyncStore store, Look look) {
    try {
      // Created with permissions for nobody else.
      Path directory =
          look instanceof Tools tools
              ? Files.createTempDirectory(tools.scratch(), "rsync-")
              : Files.createTempDirectory("backstay-rsync-");
      Rsync rsync = new Rsync(store, look, directory);
      SshFiles.write(store.params(), look, directory);
      return rsync;
    } catch (IOException e) {
      throw Failure.of("R727", "cannot use " + store.says() + ": " + e)
          .help("see that files can be written in the directory for temporary files")
          .because(e);
    }
  }

  /** Where files of this call are. */
  Path directory() {
    return directory;
  }

  /** The store's directory as rsync calls it; with a dot, because it makes a missing one else. */
  String there() {
    String root = store.root();
    return SshFiles.ALIAS + ":" + (root.startsWith("/") ? root : "./" + root) + "/.";
  }

  /**
   * Calls it.
   *
   * @param code of the failure when it does not end well
   * @param what it does, for that
   * @return what it says, its bytes as characters
   */
  List<String> run(String code, String what, List<String> words) {
    List<String> argv = new ArrayList<>(List.of("rsync", "-s", "-8", "--no-motd", SILENCE));
    argv.addAll(List.of("-e", shell()));
    argv.addAll(words);
    try {
      return ended(code, what, started(argv));
    } catch (IOException e) {
      throw Failure.of("R727", "cannot use " + store.says() + ": rsync cannot be started here")
          .help("install rsync and an OpenSSH client on this host")
          .because(e);
    }
  }

  /** It takes this apart itself: at blanks, and quotes within quotes are doubled. */
  private String shell() {
    return "ssh -F '" + directory.resolve(SshFiles.CONFIG).toString().replace("'", "''") + "'";
  }

  private Process started(List<String> argv) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv);
    Map<String, String> all = Map.copyOf(System.getenv());
    builder.environment().keySet().retainAll(List.of("PATH", "HOME", "SSH_AUTH_SOCK"));
    builder.environment().putIfAbsent("PATH", all.getOrDefault("PATH", "/usr/bin:/bin"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private List<String> ended(String code, String what, Process process) {
    CompletableFuture<String> said = text(process.getInputStream()::readAllBytes);
    CompletableFuture<String> complained = text(process.getErrorStream()::readAllBytes);
    try {
      while (!process.waitFor(LOOK_EVERY, TimeUnit.MILLISECONDS)) {
        if (look.cancelled()) {
          throw Failure.of("R101", "stopped: " + what + " " + store.says());
        }
      }
      // Before it is let go of, for that closes what it has said and nobody has read.
      Trouble.judge(store, code, what, process.exitValue(), complained.join());
      return said.join().lines().toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("R101", "stopped: " + what + " " + store.says()).because(e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  /** Where bytes come from. */
  private interface Bytes {
    byte[] all() throws IOException;
  }

  private static CompletableFuture<String> text(Bytes from) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                text.complete(new String(from.all(), StandardCharsets.ISO_8859_1));
              } catch (IOException e) {
                text.completeExceptionally(e);
              }
            });
    return text;
  }

  /** Removes what it was told by; nothing of it is of use to anybody else. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw Failure.of("R727", "cannot remove `" + directory + "`: " + e)
          .help("remove it; a private key may be in it")
          .because(e);
    }
  }
}
