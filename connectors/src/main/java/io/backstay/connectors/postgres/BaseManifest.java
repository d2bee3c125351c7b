package io.backstay.connectors.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.connectors.postgres.BaseTar.Seen;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a server says it has given, held against what has come. */
final class BaseManifest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NAMED = 5;
  private static final String WAL = "pg_wal/";
  private static final Set<String> NEEDED =
      Set.of("PG_VERSION", "backup_label", "global/pg_control");

  private final Map<String, Seen> files;
  private final List<String> wrong = new ArrayList<>();

  private BaseManifest(Map<String, Seen> files) {
    this.files = files;
  }

  /**
   * Compares.
   *
   * @return what was learnt
   * @throws Failure when something is missing, or is not what the server has given
   */
  static Facts proven(BaseTar tar) {
    BaseManifest comparison = new BaseManifest(tar.files());
    comparison.needed();
    byte[] manifest = tar.manifest();
    if (manifest.length > 0) {
      comparison.listed(manifest);
    }
    comparison.judge();
    return new Facts(
        Map.of("server-files", tar.files().size(), "server-manifest", manifest.length > 0));
  }

  /** Without these, or without any log, no server starts on it. */
  private void needed() {
    NEEDED.stream().filter(name -> !files.containsKey(name)).sorted().forEach(this::missing);
    if (files.keySet().stream().noneMatch(BaseManifest::isSegment)) {
      missing("the log in pg_wal");
    }
  }

  private void missing(String what) {
    wrong.add(what + " is missing");
  }

  private static boolean isSegment(String name) {
    return name.matches("pg_wal/[0-9A-F]{24}");
  }

  private void listed(byte[] manifest) {
    JsonNode top = read(manifest);
    Set<String> known = new HashSet<>();
    for (JsonNode file : top.path("Files")) {
      String path = path(file);
      known.add(path);
      compare(path, file);
    }
    files.keySet().stream()
        .filter(name -> !name.startsWith(WAL) && !known.contains(name))
        .forEach(name -> wrong.add(name + " is not in the manifest"));
    for (JsonNode range : top.path("WAL-Ranges")) {
      segments(range);
    }
  }

  private static JsonNode read(byte[] manifest) {
    String text = new String(manifest, StandardCharsets.UTF_8);
    int last = text.lastIndexOf('\n', text.length() - 2) + 1;
    try {
      JsonNode top = JSON.readTree(manifest);
      String sum = top.path("Manifest-Checksum").asText();
      byte[] before = text.substring(0, last).getBytes(StandardCharsets.UTF_8);
      if (!sum.equals(sha256(before))) {
        throw Failure.of("R432", "the manifest of pg_basebackup is not what its own checksum says");
      }
      return top;
    } catch (IOException e) {
      throw Failure.of("R432", "the manifest of pg_basebackup cannot be read").because(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names that are no UTF-8 are written as bytes; here they were read as well as it goes. */
  private static String path(JsonNode file) {
    return file.has("Path")
        ? file.path("Path").asText()
        : new String(
            HexFormat.of().parseHex(file.path("Encoded-Path").asText()), StandardCharsets.UTF_8);
  }

  private void compare(String path, JsonNode file) {
    Seen seen = files.get(path);
    if (seen == null) {
      missing(path);
    } else if (seen.size() != file.path("Size").asLong()) {
      wrong.add("%s has %d bytes, not %s".formatted(path, seen.size(), file.path("Size")));
    } else if (!isSum(file.path("Checksum").asText().toLowerCase(Locale.ROOT), seen.crc32c())) {
      wrong.add(path + " has another checksum");
    }
  }

  /** Servers write the bytes of the number in the order of their processor. */
  private static boolean isSum(String said, long crc32c) {
    int number = (int) crc32c;
    HexFormat hex = HexFormat.of();
    return said.equals(hex.toHexDigits(number))
        || said.equals(hex.toHexDigits(Integer.reverseBytes(number)));
  }

  /** Every segment of the log from where the copy began to where it ended. */
  private void segments(JsonNode range) {
    long bytes =
        files.entrySet().stream()
            .filter(file -> isSegment(file.getKey()))
            .mapToLong(file -> file.getValue().size())
            .max()
            .orElse(1);
    long first = position(range.path("Start-LSN").asText()) / bytes;
    long last = (position(range.path("End-LSN").asText()) - 1) / bytes;
    long perFile = 0x1_0000_0000L / bytes;
    for (long segment = first; segment <= last; segment++) {
      String name =
          String.format(
              Locale.ROOT,
              "%s%08X%08X%08X",
              WAL,
              range.path("Timeline").asLong(),
              segment / perFile,
              segment % perFile);
      if (!files.containsKey(name)) {
        missing(name);
      }
    }
  }

  private static long position(String lsn) {
    String[] parts = lsn.split("/", 2);
    return Long.parseLong(parts[0], 16) << 32 | Long.parseLong(parts[1], 16);
  }

  private void judge() {
    if (!wrong.isEmpty()) {
      String some = String.join(", ", wrong.subList(0, Math.min(NAMED, wrong.size())));
      String more = wrong.size() > NAMED ? " and %d more".formatted(wrong.size() - NAMED) : "";
      throw Failure.of("R432", "pg_basebackup exited with 0, but " + some + more)
          .help("Nothing is kept of it; look at what stands between here and the server.");
    }
  }
}
