package io.backstay.set;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op.Codec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a set says about itself. Written once, as the last object of the set, and never changed.
 *
 * @param id the set's id, which is the id of the run that made it
 * @param plan what it was made from
 * @param store the store this copy was published to
 * @param path prefix of the keys of its artifacts; empty, or ends with a slash
 * @param made when, where and by whom it was made
 * @param base the set an incremental one builds on; null for one that stands alone
 * @param previous the newest set of the plan in this store when this one was committed; null for
 *     the first
 * @param tools versions by name, of backstay itself and of every program that made an artifact
 * @param artifacts in the order of their logical names
 * @param recorded facts about each source, for {@code expect: recorded}
 * @param restore how to get the data back without backstay
 * @param signature who vouches for the digest; null when nobody does
 */
public record Manifest(
    String id,
    Plan plan,
    String store,
    String path,
    Made made,
    @Nullable Link base,
    @Nullable Link previous,
    Map<String, String> tools,
    List<Artifact> artifacts,
    Map<String, Facts> recorded,
    List<Recipe> restore,
    @Nullable Signature signature) {

  /** The format of a set with nothing encrypted, as it was from the beginning. */
  public static final String FORMAT = "1.0";

  /**
   * The format of a set with something encrypted: the part before the dot changes when readers
   * must, and one that does not know of encryption would take encrypted bytes for data.
   */
  public static final String SEALED_FORMAT = "2.0";

  /** Sorts and copies, so that equal sets have equal bytes. */
  public Manifest {
    tools = Collections.unmodifiableMap(new TreeMap<>(tools));
    recorded = Collections.unmodifiableMap(new TreeMap<>(recorded));
    List<Artifact> sorted = new ArrayList<>(artifacts);
    sorted.sort(java.util.Comparator.comparing(Artifact::name));
    artifacts = List.copyOf(sorted);
    restore = List.copyOf(restore);
  }

  /**
   * The plan as it was.
   *
   * @param name its name; sets of other names are not this plan's
   * @param digest sha256 of the effective plan
   * @param type backup type
   * @param effective the effective plan, secrets by name
   */
  public record Plan(String name, String digest, String type, Map<String, Object> effective) {}

  /**
   * Circumstances.
   *
   * @param startedAt when the run started; the time retention and selection go by
   * @param finishedAt when the set was committed
   * @param stamp local time as names carry it
   * @param zone the plan's zone, for calendar days
   * @param host where
   * @param user who started the run
   * @param trigger {@code manual} or {@code schedule}
   * @param description what the user said it is for
   */
  public record Made(
      Instant startedAt,
      Instant finishedAt,
      String stamp,
      String zone,
      String host,
      String user,
      String trigger,
      @Nullable String description) {}

  /**
   * Another set, exactly.
   *
   * @param id its id
   * @param digest the digest of its manifest
   */
  public record Link(String id, String digest) {}

  /**
   * A file of the set.
   *
   * @param name logical name, which plans use
   * @param stored name of the stored object, relative to the set's path
   * @param kind {@code dump}, {@code archive} or {@code file}
   * @param source the source it came from; empty when there are several
   * @param bytes stored size
   * @param sha256 of the stored bytes
   * @param md5 of the stored bytes, when asked for
   * @param plain the same content decompressed and decrypted; equal to the stored when {@code
   *     codec} is none
   * @param codec what the name's ending promises
   * @param inventory the list of what is inside; null when it has none
   * @param facts what was learnt when it was made
   * @param sealed how the stored file is encrypted; null when it is not
   */
  public record Artifact(
      String name,
      String stored,
      String kind,
      String source,
      long bytes,
      String sha256,
      @Nullable String md5,
      Content plain,
      Codec codec,
      @Nullable Inventory inventory,
      Facts facts,
      @Nullable Sealed sealed) {

    /** One that is not encrypted. */
    public Artifact(
        String name,
        String stored,
        String kind,
        String source,
        long bytes,
        String sha256,
        @Nullable String md5,
        Content plain,
        Codec codec,
        @Nullable Inventory inventory,
        Facts facts) {
      this(name, stored, kind, source, bytes, sha256, md5, plain, codec, inventory, facts, null);
    }

    /** The file beside it that shows tampering, where its encryption does not. */
    public Optional<Sealed.Code> code() {
      return Sealed.Code.of(stored, sealed);
    }

    /** The same as a stored file of another name. */
    Artifact storedAs(String other) {
      return new Artifact(
          name, other, kind, source, bytes, sha256, md5, plain, codec, inventory, facts, sealed);
    }

    /** As checks see it. */
    public CheckWorld.Artifact checked() {
      return new CheckWorld.Artifact(name, bytes, sha256, kind, source, facts);
    }
  }

  /**
   * Some content.
   *
   * @param bytes its length
   * @param sha256 its digest; null when the artifact's inventory has one of each file in it
   */
  public record Content(long bytes, @Nullable String sha256) {}

  /**
   * The list of what an artifact contains, kept beside the set.
   *
   * @param name of the file
   * @param bytes its size
   * @param sha256 its digest
   * @param entries how many members it lists
   * @param sealed how the file is encrypted; null when it is not
   */
  public record Inventory(
      String name, long bytes, String sha256, long entries, @Nullable Sealed sealed) {
    /** One that is not encrypted. */
    public Inventory(String name, long bytes, String sha256, long entries) {
      this(name, bytes, sha256, entries, null);
    }

    /** The file beside it that shows tampering, where its encryption does not. */
    public Optional<Sealed.Code> code() {
      return Sealed.Code.of(name, sealed);
    }

    /** The same list as another stored file. */
    public Inventory as(StoredAs file) {
      return new Inventory(file.name(), file.bytes(), file.sha256(), entries, file.sealed());
    }
  }

  /**
   * How to use an artifact with ordinary tools.
   *
   * @param artifact logical name
   * @param commands lines for a terminal, run where the artifact lies
   */
  public record Recipe(String artifact, List<String> commands) {
    /** Copies the list. */
    public Recipe {
      commands = List.copyOf(commands);
    }
  }

  /**
   * Who vouches for the digest.
   *
   * @param key id of the key, which is its public half: 32 bytes in URL-safe base64
   * @param value the signature, base64
   */
  public record Signature(String key, String value) {}

  private static final String SIGNED = "backstay manifest\n";

  /** The same, signed. */
  Manifest signed(Keyring keys) {
    return new Manifest(
        id,
        plan,
        store,
        path,
        made,
        base,
        previous,
        tools,
        artifacts,
        recorded,
        restore,
        keys.sign(SIGNED + digest()));
  }

  /**
   * Who vouches for it.
   *
   * @throws Failure when its signature is not by the key it names
   */
  Signer signer(Vouching vouching) {
    return vouching.of(signature, SIGNED + digest());
  }

  /** The manifest as the bytes that are stored; the same for equal manifests. */
  public byte[] bytes() {
    return ManifestWriter.write(this);
  }

  /** sha256 over everything but the signature; other manifests and marks name a set by it. */
  public String digest() {
    return ManifestWriter.digest(this);
  }

  /**
   * Reads a manifest and holds it to every rule it was written by.
   *
   * @throws Failure when it is damaged, of an unknown format, or says something no manifest may say
   */
  public static Manifest read(byte[] bytes) {
    return ManifestReader.read(bytes).manifest();
  }

  /** The format it has to have: an older one as long as nothing asks for more. */
  String format() {
    return artifacts.stream().allMatch(a -> a.sealed() == null) ? FORMAT : SEALED_FORMAT;
  }

  /** Size of all its artifacts as stored. */
  public long totalBytes() {
    return artifacts.stream().mapToLong(Artifact::bytes).sum();
  }

  /** The artifacts a pattern means; empty when there is none. */
  public List<Artifact> artifacts(Artifacts pattern) {
    return artifacts.stream().filter(a -> pattern.matches(a.name())).toList();
  }
}
