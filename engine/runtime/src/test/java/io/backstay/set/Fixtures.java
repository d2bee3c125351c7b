package io.backstay.set;

import io.backstay.program.Program.PlanInfo;
import io.backstay.program.SetRules;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Facts;
import io.backstay.spi.Op.Codec;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Store;
import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets for tests: small, complete, made the way a run makes them. */
final class Fixtures {
  static final Instant NOW = Instant.parse("2026-02-13T02:00:00Z");
  static final String HOST = "ops-1";

  /** Believes what tests have made, and remembers nothing of other tests. */
  static final Trust TRUST = Trust.of(Keyring.in(Path.of("target", "test-keys")));

  static final SetLayout FOLDERS = layout("20260213_020000/", "metadata.json", "latest");
  static final SetLayout FLAT = layout("", null, null);
  static final SetLayout FLAT_WITH_LINK = layout("", null, "latest.tar.gz");

  private Fixtures() {}

  static SetLayout layout(String path, @Nullable String manifest, @Nullable String latest) {
    return new SetLayout(new SetRules(path, "", manifest, 0600, 0700, latest));
  }

  static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  static RunInfo run(String id, Instant at, String type) {
    return new RunInfo(
        id,
        id.substring(0, 15),
        at,
        ZoneId.of("Europe/Rome"),
        "shop",
        type,
        "schedule",
        "backup",
        HOST,
        null);
  }

  static Publisher.Making making(RunInfo run) {
    return making("shop", run);
  }

  static Publisher.Making making(String plan, RunInfo run) {
    PlanInfo info =
        new PlanInfo(
            plan,
            "Backup",
            Path.of("shop.backup.yaml"),
            Path.of("."),
            ManifestWriter.sha256("plan"),
            plan,
            Map.of("name", plan, "objectives", Map.of("rpo", "24h")));
    return new Publisher.Making(info, run, "0.1.0", null);
  }

  /** A staged set with one archive and its list, and a plain file. */
  static StagedSet staged(Path root, String run) {
    StagedSet staged = StagedSet.create(root, run);
    write(staged.file("uploads.tar.gz"), "archive of " + run);
    write(staged.inventory("uploads.tar.gz.list"), "list of " + run);
    write(staged.file("notes.txt"), "notes");
    staged.add(
        artifact("uploads.tar.gz", "archive of " + run, Codec.GZIP, "list of " + run, "uploads"));
    staged.add(artifact("notes.txt", "notes", Codec.NONE, null, ""));
    staged.record("db", new Facts(Map.of("row-counts", Map.of("users", 1279, "messages", 97640))));
    staged.madeWith("pg_dump", "17.2");
    return staged;
  }

  static Manifest.Artifact artifact(
      String name, String content, Codec codec, @Nullable String list, String source) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new Manifest.Artifact(
        name,
        name,
        list == null ? "file" : "archive",
        source,
        bytes.length,
        ManifestWriter.sha256(bytes),
        null,
        new Manifest.Content(20480, ManifestWriter.sha256("plain")),
        codec,
        list == null
            ? null
            : new Manifest.Inventory(
                name + ".list",
                list.getBytes(StandardCharsets.UTF_8).length,
                ManifestWriter.sha256(list),
                3),
        new Facts(Map.of("files", 3, "ratio", 0.25)));
  }

  static SetCatalog catalog(SetLayout layout, Store.Reader reader) {
    return catalog(layout, reader, TRUST);
  }

  static SetCatalog catalog(SetLayout layout, Store.Reader reader, Trust trust) {
    return new SetCatalog("shop", "local", layout, reader, trust);
  }

  static Publisher publisher(SetLayout layout, Store.Writer writer) {
    return new Publisher(catalog(layout, writer), writer, HOST, clock());
  }

  /** Publishes a set made at an instant, in folders named by its id. */
  static KnownSet publish(MemoryStore store, Path root, Instant at, String suffix, String type) {
    return publish(store, root, at, suffix, type, TRUST);
  }

  /** The same on a host of its own. */
  static KnownSet publish(
      MemoryStore store, Path root, Instant at, String suffix, String type, Trust trust) {
    String stamp = at.toString().replaceAll("[-:]", "").replace("T", "_").substring(0, 15);
    String id = stamp + "-" + suffix;
    SetLayout layout = layout(id + "/", "metadata.json", null);
    StagedSet staged = staged(root, id);
    return new Publisher(catalog(layout, store.access(), trust), store.access(), HOST, clock())
        .publish(making(run(id, at, type)), staged, List.of(Artifacts.ALL));
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
