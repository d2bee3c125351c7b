package io.backstay.set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What this host remembers of the sets it has put into a store and not taken out again. Signatures
 * say that a set was made; only memory says that nobody has put back one that was deleted, or taken
 * away the newest.
 *
 * <p>Whoever writes holds the lock of the plan.
 */
final class Ledger {
  private static final String FORMAT = "1.0";

  private final @Nullable Path file;
  private final String plan;
  private final String store;

  private Ledger(@Nullable Path file, String plan, String store) {
    this.file = file;
    this.plan = plan;
    this.store = store;
  }

  /** The memory of a plan's sets in a store. */
  static Ledger in(Path directory, String plan, String store) {
    String name = ManifestWriter.sha256(plan + "\n" + store).substring(0, 32);
    return new Ledger(directory.resolve(name + ".json"), plan, store);
  }

  /** A host that remembers nothing. */
  static Ledger none() {
    return new Ledger(null, "", "");
  }

  /**
   * A set as it was left.
   *
   * @param digest of its manifest
   * @param at when its run started
   * @param lastMark digest of the newest line that was found out about it; null before the first
   * @param broken whether it was marked broken
   */
  record Entry(String digest, Instant at, @Nullable String lastMark, boolean broken) {
    static Entry of(KnownSet set, MarkLog log) {
      Instant at = set.manifest().made().startedAt();
      return new Entry(set.digest(), at, log.last(), log.broken().isPresent());
    }
  }

  /**
   * The sets by id; empty when nothing was ever written down, which says nothing about any set.
   *
   * @throws Failure when it is damaged
   */
  Optional<Map<String, Entry>> entries() {
    if (file == null || Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(new Fields(Canonical.read(Files.readAllBytes(file)), "")));
    } catch (IOException | Failure e) {
      throw Failure.of("R734", "what this host remembers of its sets is damaged: `" + file + "`")
          .help("find out what changed it; then: backstay verify PLAN --all --accept")
          .because(e);
    }
  }

  private static Map<String, Entry> read(Fields top) {
    Map<String, Entry> entries = new TreeMap<>();
    for (Fields set : top.objects("sets")) {
      entries.put(
          set.text("id", SafeNames::id),
          new Entry(
              set.text("digest"),
              set.moment("at"),
              set.optionalText("lastMark"),
              set.flag("broken")));
    }
    return entries;
  }

  /** A set is about to be put into the store. */
  void enter(Manifest manifest) {
    put(manifest.id(), new Entry(manifest.digest(), manifest.made().startedAt(), null, false));
  }

  /** Something was found out about a set; one that other hosts made is not remembered. */
  void marked(String id, MarkLog log) {
    Entry known = entries().orElse(Map.of()).get(id);
    if (known != null) {
      boolean broken = log.broken().isPresent();
      put(id, new Entry(known.digest(), known.at(), log.last(), broken));
    }
  }

  /** A set is taken out of the store. */
  void remove(String id) {
    Map<String, Entry> entries = new TreeMap<>(entries().orElse(Map.of()));
    if (entries.remove(id) != null) {
      write(entries);
    }
  }

  /** Remembers exactly these from now on, whatever was remembered before. */
  void accept(Map<String, Entry> entries) {
    write(entries);
  }

  private void put(String id, Entry entry) {
    Map<String, Entry> entries = new TreeMap<>(entries().orElse(Collections.emptyMap()));
    entries.put(id, entry);
    write(entries);
  }

  private void write(Map<String, Entry> entries) {
    if (file == null) {
      return;
    }
    ObjectNode top =
        Canonical.MAPPER
            .createObjectNode()
            .put("formatVersion", FORMAT)
            .put("plan", plan)
            .put("store", store);
    ArrayNode sets = top.putArray("sets");
    entries.forEach(
        (id, entry) ->
            sets.addObject()
                .put("id", id)
                .put("digest", entry.digest())
                .put("at", entry.at().toString())
                .put("lastMark", entry.lastMark())
                .put("broken", entry.broken()));
    try {
      PrivateFile.replace(file, Canonical.document(top));
    } catch (IOException e) {
      throw Failure.of("R734", "`" + file + "`, the memory of sets, cannot be written: " + e)
          .help("give this user the right to write there, or set --state-dir")
          .because(e);
    }
  }
}
