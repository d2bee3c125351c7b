package io.backstay.set;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which keys have opened something that was encrypted for them, and what is there to be opened by
 * the others: a file each, with a word in it that nobody else can know.
 */
public final class KeyProofs {
  private static final String FILE = "recovery";

  private final Path directory;

  /** Those in a directory, which need not exist. */
  KeyProofs(Path directory) {
    this.directory = directory;
  }

  /**
   * A key that something is encrypted for.
   *
   * @param way {@code age} or {@code gpg}
   * @param recipient its public id
   * @param word digest of the word it is to find; null when it has found it
   * @param file what it is to open; null when it has
   */
  public record Key(String way, String recipient, @Nullable String word, @Nullable Path file) {
    /** Whether it has opened something. */
    public boolean proven() {
      return word == null;
    }

    /** Whether there is still a file to be opened by it. */
    public boolean waits() {
      return file != null && Files.exists(file);
    }

    /** How whoever has it opens the file. */
    public String opened() {
      return (way.equals("age") ? "age -d -i IDENTITY " : way + " -d ") + file;
    }

    private boolean is(Key other) {
      return way.equals(other.way) && recipient.equals(other.recipient);
    }
  }

  /**
   * All keys that anything was encrypted for, in the order they came.
   *
   * @throws Failure when they cannot be read
   */
  public List<Key> all() {
    Path file = directory.resolve(FILE);
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().map(this::key).toList()
          : List.of();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Those that nobody has shown to open anything. */
  public List<Key> unproven() {
    return all().stream().filter(key -> !key.proven()).toList();
  }

  /** What nobody can be sure of. */
  public static String doubt(List<Key> unproven) {
    return "nobody has shown that the key of "
        + unproven.stream().map(Key::recipient).collect(Collectors.joining(", "))
        + " opens what is encrypted for it";
  }

  /** What to do about it. */
  public static String proof(List<Key> unproven) {
    return "open what was left for it where the key is, and type here what it says:  "
        + unproven.stream().map(Key::opened).collect(Collectors.joining("  and  "));
  }

  /** The key, if anything was encrypted for it before. */
  public Optional<Key> of(String way, String recipient) {
    Key wanted = new Key(way, recipient, null, null);
    return all().stream().filter(wanted::is).findFirst();
  }

  /**
   * A key has opened something.
   *
   * @throws Failure when that cannot be written down
   */
  public Key proven(String way, String recipient) {
    Optional<Path> file = of(way, recipient).map(Key::file);
    Key key = put(new Key(way, recipient, null, null));
    file.ifPresent(KeyProofs::remove);
    return key;
  }

  /**
   * Leaves a file to be opened by a key.
   *
   * @param word what it will be known by
   * @param sealed the file, encrypted for that key alone
   * @param ending of the file's name
   * @throws Failure when it cannot be written
   */
  public Key ask(String way, String recipient, String word, byte[] sealed, String ending) {
    String name = way + "-" + digest(recipient).substring(0, 12) + ending;
    Key key = new Key(way, recipient, digest(word), directory.resolve(name));
    try {
      PrivateFile.replace(directory.resolve(name), sealed);
    } catch (IOException e) {
      throw unusable(e);
    }
    return put(key);
  }

  /**
   * Somebody says a word they have found.
   *
   * @return the key they have; empty when it is in none of the files
   * @throws Failure when that cannot be written down
   */
  public Optional<Key> found(String word) {
    Optional<Key> key =
        all().stream().filter(k -> digest(word.strip()).equals(k.word())).findFirst();
    return key.map(k -> proven(k.way(), k.recipient()));
  }

  private static String digest(String text) {
    return ManifestWriter.sha256(text);
  }

  private Key put(Key key) {
    List<Key> keys = new ArrayList<>(all());
    keys.removeIf(key::is);
    keys.add(key);
    String lines = String.join("", keys.stream().map(k -> line(k) + "\n").toList());
    try {
      PrivateFile.replace(directory.resolve(FILE), lines.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unusable(e);
    }
    return key;
  }

  private static String line(Key key) {
    Path file = key.file();
    return String.join(" ", key.way(), key.recipient())
        + (file == null ? "" : " " + key.word() + " " + file.getFileName());
  }

  private Key key(String line) {
    String[] words = line.split(" ", -1);
    boolean proven = words.length < 4;
    return new Key(
        words[0], words[1], proven ? null : words[2], proven ? null : directory.resolve(words[3]));
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It has told all it had to tell.
    }
  }

  private Failure unusable(IOException e) {
    return Failure.of("R730", "the keys in `" + directory + "` cannot be used: " + e)
        .help("give this user the right to read and write there")
        .because(e);
  }
}
