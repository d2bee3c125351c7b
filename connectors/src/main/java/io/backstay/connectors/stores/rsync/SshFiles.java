package io.backstay.connectors.stores.rsync;

import io.backstay.spi.Look;
import io.backstay.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What SSH is told by files: where to go, who to be, and whose key to believe. */
final class SshFiles {
  /** What the server is called in them. */
  static final String ALIAS = "backstay";

  /** The file that says the rest. */
  static final String CONFIG = "config";

  private SshFiles() {}

  static void write(RsyncType.Params params, Look look, Path directory) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("Host " + ALIAS);
    lines.add("HostName " + params.host());
    lines.add("Port " + params.port());
    lines.add("User " + quoted(params.user()));
    lines.addAll(List.of("BatchMode yes", "StrictHostKeyChecking yes", "UpdateHostKeys no"));
    lines.addAll(List.of("ForwardAgent no", "LogLevel ERROR", "ConnectTimeout 15"));
    lines.addAll(List.of("ServerAliveInterval 15", "ServerAliveCountMax 8"));
    lines.addAll(believed(params, directory));
    Secret key = params.key();
    if (key != null) {
      Path file = privately(directory.resolve("key"), look.reveal(key).strip() + "\n");
      lines.add("IdentityFile " + quoted(file.toString()));
      lines.addAll(List.of("IdentitiesOnly yes", "IdentityAgent none"));
    }
    privately(directory.resolve(CONFIG), String.join("\n", lines) + "\n");
  }

  private static List<String> believed(RsyncType.Params params, Path directory) throws IOException {
    String key = params.hostKey();
    @Nullable Path known = params.knownHosts();
    if (key != null) {
      known = privately(directory.resolve("known"), ALIAS + " " + key + "\n");
    }
    List<String> lines = new ArrayList<>();
    if (key != null) {
      lines.add("HostKeyAlias " + ALIAS);
    }
    if (known != null) {
      lines.add("UserKnownHostsFile " + quoted(known.toString()));
      lines.add("GlobalKnownHostsFile none");
    }
    return lines;
  }

  /** Per cent signs stand for something else there. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + '"';
  }

  private static Path privately(Path file, String content) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, content);
  }
}
